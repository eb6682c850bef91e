import { simulate } from '#lab'
import demonstrations from '../../../katas/11-async-libraries/demo.ts'
import * as solution from '../../../solutions/11-async-libraries/dashboard.ts'

/** How long the six waits take, which the demonstration has, too. */
export default async (): Promise<number> => {
  const [{ options = {}, run } = { run: () => {} }] = demonstrations(solution)
  const { elapsed } = await simulate(options, run)
  return elapsed
}
