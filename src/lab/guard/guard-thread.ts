import { mkdirSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { setInterval } from 'node:timers'
import { workerData } from 'node:worker_threads'
import type { Words } from '../ground/words/words.ts'
import { words } from '../ground/words/words.ts'
import { Phase, State } from './guard-state.ts'

// Watches the thread of the tests from outside. What can't be brought to an end ends with its process, after
// a sentence about it: on stderr, and in a file for the kata command.

/** How many times sooner it loses its patience: for tests of the guard itself, which would take long. */
const hurry = Number(process.env.KATA_GUARD_HURRY ?? 1)
/** How often it looks, in ms. */
const LOOK = 100
/** Processor time in ms that the process may use while its loop does not turn. */
const MOST_WORK = 2_500 / hurry
/** How often the loop may turn while a file is loading and no module is on its way any more. */
const LONGEST_LOADING = 80 / hurry
/** By how many bytes the process may grow. */
const MOST_MEMORY = 1_500_000_000
/** By how many it may grow while its loop does not turn: after that, it is memory that it is about. */
const MUCH_MEMORY = 100_000_000 / hurry

const { memory, folder } = workerData as { memory: SharedArrayBuffer; folder: string }
const state = new State(memory, Atomics)

interface Moment {
  readonly beats: number
  /** Processor time of the process in ms, and its memory in bytes. */
  readonly cpu: number
  readonly memory: number
}

const first = momentNow()
let turned = first

setInterval(() => {
  const now = momentNow()
  if (now.beats !== turned.beats) turned = now
  const growth = now.memory - turned.memory
  if (now.cpu - turned.cpu > MOST_WORK) end(growth > MUCH_MEMORY ? 'memory' : 'loop')
  if (now.memory - first.memory > MOST_MEMORY) end('memory')
  if (state.phase === Phase.loading && state.idleBeats > LONGEST_LOADING) end('loading')
}, LOOK)

function momentNow(): Moment {
  const { user, system } = process.cpuUsage()
  return { beats: state.beats, cpu: (user + system) / 1000, memory: process.memoryUsage.rss() }
}

function end(cause: keyof Words['guard']['causes']): void {
  const { where } = state
  const why = words.guard.causes[cause]
  writeSync(2, `\n${words.guard.stopped({ test: where?.test, file: where?.file, why })}\n`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${process.pid}.json`), JSON.stringify({ ...where, cause, why }))
  process.kill(process.pid, 'SIGKILL')
}
