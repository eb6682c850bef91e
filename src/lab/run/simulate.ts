import type { LeftOver } from '../ground/leftovers.ts'
import type { Span } from '../ground/trace.ts'
import { install } from '../install/install.ts'
import { currentRun, host } from '../machine/host.ts'
import { serveHttp } from '../node/http.ts'
import { freshClients } from '../node/http-clients.ts'
import { catchStrayErrors } from '../node/unhandled-errors.ts'
import { RealRun } from '../real/run.ts'
import type { Server } from '../servers/routes.ts'
import { MainMachine, type Outcome } from './main-machine.ts'
import { checkOptions, type Options } from './options.ts'

/** What a program did. All times are ms: simulated and exact or, on the real clock, measured. */
export interface Run<T = unknown> {
  /** What the body returned; undefined where it failed. */
  readonly result: T
  /** How the body ended: fulfilled with a value, or rejected with a reason. */
  readonly outcome: Outcome<T>
  /** From the start until the body settled. */
  readonly elapsed: number
  /** From the start until nothing was left to happen, at most 60,000 ms later. */
  readonly ended: number
  /** What was still alive when the body settled, and when each of it ended by itself. */
  readonly left: readonly LeftOver[]
  /** Processor work, summed over all cores. */
  readonly cpu: number
  /** The longest that a due timer had to wait because the loop was blocked. */
  readonly lag: number
  /** The longest that the main thread's loop could not turn. */
  readonly blocked: number
  /** What happened, in the order in which it began. */
  readonly trace: readonly Span[]
  /** What answered the requests. */
  readonly server: Server
}

/**
 * Runs `body` on a simulated machine, on the exact clock.
 *
 * @returns what happened, once nothing is left to happen.
 * @throws what `body` failed with, also when it failed late: an unhandled rejection, or an error in a
 *   timer after `body` had settled. A `Deadlock` or a `BusyWait` where it would have hung.
 *   TypeError for a wrong option.
 */
export async function simulate<T>(
  options: Options,
  body: () => T | PromiseLike<T>,
): Promise<Run<T>> {
  const run = await observe(options, body)
  if (run.outcome.status === 'rejected') throw run.outcome.reason
  return run
}

/** The same, but it always answers with a `Run`: for tests about failing. */
export async function observe<T>(
  options: Options,
  body: () => T | PromiseLike<T>,
): Promise<Run<T>> {
  checkOptions(options)
  if (typeof body !== 'function') {
    throw new TypeError('The second argument of a simulation is the function that it runs.')
  }
  if (host.machine || starting) {
    throw new Error('A simulation is running already: await it before you start the next one.')
  }
  starting = true
  try {
    return await perform(options, body)
  } finally {
    starting = false
  }
}

let starting = false

async function perform<T>(options: Options, body: () => T | PromiseLike<T>): Promise<Run<T>> {
  install()
  const { server } = options
  const machine =
    options.clock === 'real' ? new RealRun(options, body) : new MainMachine(options, body)
  const stopServing = server ? await serveHttp(machine) : () => {}
  const takeClientsBack = freshClients()
  const letErrorsGo = catchStrayErrors((error, how) => machine.crash(error, how))
  enter(machine)
  refreshInternalTimers()
  try {
    await machine.run()
    // Taken now: what is cleared away below is not the program's doing.
    const run = runOf<T>(machine, server ?? {})
    remember(run)
    if (options.choices) runs.set(options.choices, { run, able: machine.able })
    return run
  } finally {
    takeClientsBack()
    stopServing()
    await machine.calmDown()
    enter(undefined)
    refreshInternalTimers()
    letErrorsGo()
    host.reinstate?.()
  }
}

/** Tells the trampolines which run is on. */
function enter(run: MainMachine | RealRun | undefined): void {
  host.machine = run instanceof MainMachine ? run : undefined
  host.realThread = run instanceof RealRun ? run : undefined
}

/** Moves the timers of Node's own `fetch` to the clock that is valid now. */
function refreshInternalTimers(): void {
  for (const timer of [...host.internalTimers]) timer.refresh()
}

function runOf<T>(machine: MainMachine | RealRun, server: Server): Run<T> {
  const outcome = machine.outcome as Outcome<T>
  const left = machine.leftOvers
  return {
    result: (outcome.status === 'fulfilled' ? outcome.value : undefined) as T,
    outcome,
    elapsed: machine.elapsed,
    ended: machine.endedAt,
    left,
    cpu: machine.cpu,
    lag: machine.lag,
    blocked: machine.blocked,
    trace: machine.recorder.finish(),
    server,
  }
}

// ---- for the test runner's set-up ------------------------------------------------------------------

/** As many of a test's first runs are kept: whoever compares two solutions' runs needs them, by number. */
const FIRST = 3

let first: Run[] = []
let latest: Run | undefined

function remember(run: Run): void {
  if (first.length < FIRST) first.push(run)
  latest = run
}

interface KnownRun {
  readonly run: Run
  /** How many threads there were to choose from, for each choice that was taken. */
  readonly able: readonly number[]
}

const runs = new WeakMap<readonly number[], KnownRun>()

/** The latest run that was made with this very list of choices. */
export function runWith(choices: readonly number[]): KnownRun | undefined {
  return runs.get(choices)
}

/** The runs since they were last forgotten: the first few of them, and the latest. */
export function runsSoFar(): { readonly first: readonly Run[]; readonly latest: Run | undefined } {
  return { first, latest }
}

/** What comes next belongs to another test. */
export function forgetRuns(): void {
  first = []
  latest = undefined
}

/** Ends a run that a test left behind, for instance because the test's own time was up. */
export async function abandonRun(): Promise<void> {
  while (starting) {
    const run = currentRun() as MainMachine | RealRun | undefined
    run?.abandon(new Error('The test ended before its simulation did: await the simulation.'))
    await new Promise(resolve => host.real.setImmediate(resolve))
  }
}
