import {
  afterAll,
  afterEach,
  type RunnerTask,
  type RunnerTestCase,
  type RunnerTestSuite,
} from 'vitest'
import type { SentTest } from '../events.ts'
import type { Look } from '../second-look.ts'
import { sentError, short } from '../sent-error.ts'
import { lookAgain } from './look-again.ts'
import { importAsTests } from './runner.ts'
import { ask, say } from './sealed-channel.ts'

// The first of the setup files: what it hooks on comes last. Each test is told when it ends, so that those count that
// were done before a process is ended from outside; and all of them at the end, which alone makes a verdict.

/** After it, each test may take as long as this one did, and how many still can depends on the machine. */
const TAKES_LONG = /^EndlessLoop: |^Error: (Test|Hook) timed out in /

afterEach(async ({ task }) => {
  const test = sentTest(task, task.result?.state === 'fail' ? 'failed' : 'passed')
  say({ cooperativo: 'told', test })
  if (!TAKES_LONG.test(`${test.error?.name}: ${test.error?.message}`)) return
  say({ cooperativo: 'endless' })
  // The process is ended from outside.
  await new Promise(() => {})
})

// biome-ignore lint/correctness/noEmptyPattern: the test runner wants a pattern there.
afterAll(async ({}, suite: Readonly<RunnerTestSuite>) => {
  const tests = testsIn(suite.tasks).map(test => sentTest(test, stateOf(test)))
  const look = (await ask({ cooperativo: 'ended', tests })) as Look | undefined
  if (look) say({ cooperativo: 'looked', seen: await lookAgain(look, importAsTests) })
})

function testsIn(tasks: readonly RunnerTask[]): RunnerTestCase[] {
  return tasks.flatMap(task => (task.type === 'suite' ? testsIn(task.tasks) : [task]))
}

function stateOf({ result }: RunnerTestCase): SentTest['state'] {
  if (result?.state === 'pass') return 'passed'
  return result?.state === 'fail' ? 'failed' : 'skipped'
}

function sentTest({ name, result }: RunnerTestCase, state: SentTest['state']): SentTest {
  const [error] = (state === 'failed' && result?.errors) || []
  return { name: short(name), state, ...(error && { error: sentError(error) }) }
}
