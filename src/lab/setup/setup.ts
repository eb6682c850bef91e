import { afterEach, beforeEach, expect } from 'vitest'
import { install } from '../install/install.ts'
import { type LabMatchers, matchers, wasReported } from '../report/matchers.ts'
import { pictureOf } from '../report/pictures.ts'
import { withReport } from '../report/report.ts'
import { forgetRuns, runsSoFar } from '../run/history.ts'
import { abandonRun } from '../run/simulate.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends LabMatchers<R> {}
}

// Before any test file, and so before any library that keeps the timers it finds.
install()
expect.extend(matchers)

beforeEach(forgetRuns)

/** Whatever a test failed on, its report tells what the student's code did, and its run can be drawn. */
afterEach(async ({ task }) => {
  await abandonRun()
  const { first, latest } = runsSoFar()
  const error = task.result?.state === 'fail' ? task.result.errors?.[0] : undefined
  const before = error?.message ?? ''
  if (!latest || !error || isProperty(before)) return
  const run = [latest, ...first].find(wasReported) ?? latest
  const picture = pictureOf(run)
  if (picture) task.meta.drawn = { index: first.indexOf(run), picture }
  if (wasReported(run)) return
  error.message = withReport(before, run)
  if (before !== '') error.stack = error.stack?.replace(before, () => error.message)
})

/** The latest run of a fast-check property is not the counterexample that it prints. */
function isProperty(message: string): boolean {
  return message.startsWith('Property failed')
}
