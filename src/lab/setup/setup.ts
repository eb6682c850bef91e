import { afterEach, beforeEach, expect, type TaskMeta } from 'vitest'
import { install } from '../install/install.ts'
import { type LabMatchers, matchers, toldOf } from '../report/matchers.ts'
import { pictureOf } from '../report/pictures.ts'
import { messageOf, tell } from '../report/told.ts'
import { forgetRuns, runsSoFar } from '../run/history.ts'
import { abandonRun } from '../run/simulate.ts'
import { shortenFailures } from './short-failures.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends LabMatchers<R> {}
}

// Before any test file, and so before any library that keeps the timers it finds.
install()
expect.extend(matchers)
shortenFailures()

beforeEach(forgetRuns)

/** Whatever a test failed on, it tells what the student's code did, and its run can be drawn. */
afterEach(async ({ task }) => {
  await abandonRun()
  const error = task.result?.state === 'fail' ? task.result.errors?.[0] : undefined
  if (!error) return drawPassed(task)
  const before = error.message ?? ''
  const { first, latest, counterexample } = runsSoFar()
  // The latest run of a property is not the counterexample that it prints.
  if (before.startsWith('Property failed')) {
    if (counterexample) task.meta.told = tell(counterexample, causeOf(error))
    return
  }
  if (!latest) return
  const run = [latest, ...first].find(toldOf) ?? latest
  const picture = pictureOf(run)
  if (picture) task.meta.drawn = { index: first.indexOf(run), picture }
  const known = toldOf(run)
  task.meta.told = known ?? tell(run, before)
  // Of a function that nobody has written yet, no value differs from another.
  if (task.meta.told.own.startsWith('TODO')) delete error.diff
  if (known) return
  error.message = messageOf(task.meta.told, run)
  if (before !== '') error.stack = error.stack?.replace(before, () => error.message)
})

/** What a picture is too large for, of a run that went well: it is to be seen beside the one before. */
const MOST_SPANS = 60

/** A run that went well can be drawn, too: beside the one that failed before. */
function drawPassed(task: { meta: TaskMeta }): void {
  const [run] = runsSoFar().first
  const picture = run && pictureOf(run)
  if (picture && picture.trace.length <= MOST_SPANS) task.meta.drawn = { index: 0, picture }
}

/** What the program failed with for a property's counterexample. */
function causeOf({ cause }: { cause?: unknown }): string {
  return typeof cause === 'object' && cause !== null && 'message' in cause
    ? String(cause.message)
    : ''
}
