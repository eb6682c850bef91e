import { diagnose as findingsIn } from '../../../src/lab/report/diagnoses/diagnose.ts'
import type { Finding, Goal } from '../../../src/lab/report/diagnoses/diagnosis.ts'
import type { Run } from '../../../src/lab/run/run.ts'

/** What is found in a run: names and facts. Which spans each speaks of is in about.test.ts. */
export function diagnose(run: Run, goal?: Goal): Pick<Finding, 'name' | 'facts'>[] {
  return findingsIn(run, goal).map(({ name, facts }) => ({ name, facts }))
}
