import path from 'node:path'
import { afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { TooMuchOutput } from '../ground/errors.ts'
import { importing } from '../machine/holds.ts'
import { currentRun, host } from '../machine/host.ts'
import { Phase, SIZE, State } from './guard-state.ts'

// For the exercises, beside setup.ts: a student's code may stop the whole process, so that no test's time
// limit is ever looked at. A thread watches from outside; see guard-thread.ts.

/** How much a test may print: calls of `console`, and letters. */
const MOST_CALLS = 10_000
const MOST_LETTERS = 1_000_000

const KEY = Symbol.for('cooperativo.guard')
const known = globalThis as { [KEY]?: State }

/** One for the process, however many test files it runs. */
known[KEY] ??= start()
const state: State = known[KEY]
const { testPath: file = '' } = expect.getState()

state.enter(Phase.loading, { file, test: undefined })
const printAgain = limitOutput()

beforeAll(() => {
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
  process.send?.({
    cooperativo: 'failure',
    file,
    test: task.name,
    error: { message, diff },
    drawn,
    told,
  })
})

function start(): State {
  const memory = new SharedArrayBuffer(SIZE)
  const folder = path.resolve(import.meta.dirname, '../../../.kata/stopped')
  const thread = new host.real.Worker(new URL('./guard-thread.ts', import.meta.url), {
    workerData: { memory, folder },
  })
  thread.unref()
  const beating = new State(memory, host.real.atomics)
  host.beat = () => beating.beat(importing())
  host.real.setInterval(host.beat, 100).unref()
  return beating
}

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
