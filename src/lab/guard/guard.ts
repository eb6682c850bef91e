import { afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { TooMuchOutput } from '../ground/errors.ts'
import { currentRun, host } from '../machine/host.ts'
import { Phase } from './guard-state.ts'
import { watchProcess } from './watch-process.ts'

// For the exercises, beside setup.ts: a student's code may stop the whole process, so that no test's time
// limit is ever looked at. A thread watches from outside; see guard-thread.ts.

/** How much a test may print: calls of `console`, and letters. */
const MOST_CALLS = 10_000
const MOST_LETTERS = 1_000_000

const state = watchProcess()
const { testPath: file = '' } = expect.getState()
// Taken before a student's code could change it.
const send = process.send?.bind(process)

state.enter(Phase.loading, { file, test: undefined })
host.loading = true
const printAgain = limitOutput()

beforeAll(() => {
  host.loading = false
  state.enter(Phase.idle)
})

let toldOfFailure = false

beforeEach(({ task }) => {
  printAgain()
  state.enter(Phase.testing, { file, test: task.name })
})

afterEach(({ task }) => {
  state.enter(Phase.idle)
  const error = task.result?.state === 'fail' ? task.result.errors?.[0] : undefined
  if (!error || toldOfFailure) return
  toldOfFailure = true
  // The runner tells of tests in bundles; whoever waits in front of the screen wants the first one at once.
  const { message, diff } = error
  const { drawn, told } = task.meta
  send?.({
    cooperativo: 'failure',
    file,
    test: task.name,
    error: { message, diff },
    drawn,
    told,
  })
})

/** Ends a test that prints without end: what it prints has to go to another process, and fills its memory. */
function limitOutput(): () => void {
  let calls = 0
  let letters = 0
  for (const name of ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const) {
    const print = console[name] as (...args: unknown[]) => void
    console[name] = (...args: unknown[]) => {
      calls++
      for (const text of args) if (typeof text === 'string') letters += text.length
      if (calls <= MOST_CALLS && letters <= MOST_LETTERS) return print(...args)
      const error = new TooMuchOutput(name)
      currentRun()?.crash(error)
      throw error
    }
  }
  return () => {
    calls = 0
    letters = 0
  }
}
