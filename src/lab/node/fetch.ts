import { NetworkWhileLoading, UnknownAddress } from '../ground/errors.ts'
import { beginningHere, isBegunEarlier } from '../ground/origins.ts'
import { currentRun, host } from '../machine/host.ts'
import type { Replacement } from './replacement.ts'

/** Inside a run, the program's `fetch` reaches the fake server or nothing. */
export function fetches(): Replacement[] {
  return [[globalThis, 'fetch', simulatedFetch]]
}

/**
 * `fetch` itself is Node's. Only an unknown address is told without a wrapper around it, and a request
 * that is still open when its run is over never comes back: there is nobody to come back to.
 */
async function simulatedFetch(...args: Parameters<typeof fetch>): Promise<Response> {
  const run = currentRun()
  if (!run && host.loading) throw new NetworkWhileLoading(callOf(args[0]))
  if (!run) return host.real.fetch(...args)
  run.fetching++
  try {
    const response = await beginningHere(() => run.fetch(...args))
    return run.over ? NEVER : response
  } catch (error) {
    if (run.over) return NEVER
    throw error instanceof TypeError && error.cause instanceof UnknownAddress ? error.cause : error
  } finally {
    run.fetching--
  }
}

function callOf(target: string | URL | Request): string {
  return `fetch('${target instanceof Request ? target.url : target}')`
}

const NEVER = new Promise<never>(() => {})

/** Whether it is `fetch` itself that does something, and not the program. */
export function isInFetch(): boolean {
  return isBegunEarlier()
}
