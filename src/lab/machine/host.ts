import { createHook } from 'node:async_hooks'
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { SimulatedThread, ThreadOfRun, ThreadOnRealClock } from './simulated-thread.ts'

/**
 * What belongs to the process and not to one copy of the lab: the real clock and timers, kept before
 * anything replaces them, and the machine that is running now, if one is. A test runner may load the
 * lab's modules more than once into one process; all copies meet here.
 */
export interface Host {
  readonly real: Real
  machine: SimulatedThread | undefined
  /** This thread of a run on the real clock, if one is on. */
  realThread: ThreadOnRealClock | undefined
  /** Timers that Node's own `fetch` keeps for itself: they go from run to run, and to the real clock. */
  readonly internalTimers: Set<{ refresh(): unknown }>
  /** Real threads that wait for their next run. */
  readonly idleThreads: unknown[]
  /** Memory for a run with threads that an earlier one has left. */
  memory: SharedArrayBuffer | undefined
  /** How much processor time a thread may use in one go, in ms: see the scheduler. */
  patience: number
  /** How often is looked, a tenth of a second apart, until threads that do nothing are given up. */
  longestIdle: number
  /** How often is looked, a tenth of a second apart, until a real operation that does nothing is given up. */
  longestHold: number
  /** How long a program on the real clock may go on after it has settled, in ms. */
  settling: number
  /** Tells whoever guards this process that it is alive, where its loop does not turn for a good reason. */
  beat?: () => void
  /** Puts the lab's clock and timers back where somebody replaced them; set once they are installed. */
  reinstate?: () => void
  /** True while the file of a kata is loaded, before its first test: nobody may ask the network then. */
  loading?: boolean
  /** True while they are taken away for a time. */
  uninstalled?: boolean
  /** What the test runner is doing, where it is hidden from the globals for good. */
  runner?: RunnerState
}

/** As much of the test runner's state as the lab looks at. */
export interface RunnerState {
  readonly resolvingModules?: ReadonlySet<string>
}

export type Real = ReturnType<typeof keepReal>

function keepReal() {
  return {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
    setImmediate: globalThis.setImmediate,
    clearImmediate: globalThis.clearImmediate,
    promises: { ...timersPromises, scheduler: { ...schedulerOf(timersPromises) } },
    timers: { ...timers },
    fetch: globalThis.fetch,
    Date: globalThis.Date,
    atomics: functionsOf(Atomics),
    // A grader takes it from everybody else.
    createHook,
    Worker,
    MessageChannel,
    receiveMessageOnPort,
    exit: process.exit.bind(process),
    cpuUsage: process.cpuUsage.bind(process),
    now: performance.now.bind(performance),
    hrtime: process.hrtime.bigint.bind(process.hrtime),
    threadCpuUsage: process.threadCpuUsage.bind(process),
    abortAfter: AbortSignal.timeout.bind(AbortSignal),
  }
}

/** `scheduler`'s methods live on its prototype and look at `this`. */
function schedulerOf({ scheduler }: typeof timersPromises) {
  return { wait: scheduler.wait.bind(scheduler), yield: scheduler.yield.bind(scheduler) }
}

/** `Atomics`' functions can't be enumerated. */
function functionsOf(atomics: typeof Atomics): typeof Atomics {
  const names = Object.getOwnPropertyNames(atomics) as (keyof typeof Atomics)[]
  return Object.fromEntries(names.map(name => [name, atomics[name]])) as unknown as typeof Atomics
}

const KEY = Symbol.for('cooperativo.host')
const shared = globalThis as { [KEY]?: Host }

shared[KEY] ??= {
  real: keepReal(),
  machine: undefined,
  realThread: undefined,
  internalTimers: new Set(),
  idleThreads: [],
  memory: undefined,
  patience: 4_000,
  longestIdle: 600,
  longestHold: 100,
  settling: 5_000,
}

export const host: Host = shared[KEY]

/** The run that this thread takes part in, on whichever clock; undefined where none is on. */
export function currentRun(): ThreadOfRun | undefined {
  return host.machine ?? host.realThread
}
