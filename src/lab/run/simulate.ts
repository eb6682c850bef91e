import type { Outcome } from '../ground/outcome.ts'
import { words } from '../ground/words/words.ts'
import { install } from '../install/install.ts'
import { host } from '../machine/host.ts'
import { serveHttp } from '../node/http.ts'
import { freshClients } from '../node/http-clients.ts'
import { catchStrayErrors } from '../node/unhandled-errors.ts'
import { RealRun } from '../real/run.ts'
import type { Server } from '../servers/routes.ts'
import { remember } from './history.ts'
import { MainMachine } from './main-machine.ts'
import { checkOptions, type Options } from './options.ts'
import type { Run } from './run.ts'

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
    throw new TypeError(words.options.notAFunction())
  }
  if (host.machine || starting) {
    throw new Error(words.options.runsAlready())
  }
  starting = true
  try {
    return await perform(options, body)
  } finally {
    starting = false
  }
}

let starting = false
let current: MainMachine | RealRun | undefined

async function perform<T>(options: Options, body: () => T | PromiseLike<T>): Promise<Run<T>> {
  install()
  const { server } = options
  const machine =
    options.clock === 'real' ? new RealRun(options, body) : new MainMachine(options, body)
  const stopServing = server ? await serveHttp(machine) : () => {}
  const takeClientsBack = freshClients()
  const letErrorsGo = catchStrayErrors((error, how) => machine.crash(error, how))
  try {
    enter(machine)
    refreshInternalTimers()
    await machine.run()
    // Taken now: what is cleared away below is not the program's doing.
    const run = runOf<T>(machine, server ?? {})
    remember(run, options.choices, machine.able)
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

/** Tells what stands in for Node's functions which run is on. */
function enter(run: MainMachine | RealRun | undefined): void {
  current = run
  host.machine = run instanceof MainMachine ? run : undefined
  host.realThread = run instanceof RealRun ? run : undefined
}

/** Moves the timers of Node's own `fetch` to the clock that is valid now. */
function refreshInternalTimers(): void {
  for (const timer of [...host.internalTimers]) timer.refresh()
}

function runOf<T>(machine: MainMachine | RealRun, server: Server): Run<T> {
  const outcome = machine.outcome as Outcome<T>
  const left = machine.leftovers
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

/** Ends a run that a test left behind, for instance because the test's own time was up. */
export async function abandonRun(): Promise<void> {
  while (starting) {
    current?.abandon(new Error(words.options.testEnded()))
    await new Promise(resolve => host.real.setImmediate(resolve))
  }
}
