import { sleep } from '#lab/blocking'

/** What a job is told to do. */
export interface Order {
  /** For so many ms the job blocks its thread first. */
  readonly ms?: number
  /** Then it gives its thread back once, as a job that is `async` may. */
  readonly waits?: boolean
  /** What it gives in the end, if it is told nothing else. */
  readonly gives?: unknown
  /** It throws an error instead. */
  readonly throws?: { readonly name: string; readonly message: string }
  /** It ends its thread instead. */
  readonly exits?: boolean
  /** In a timer, where nobody catches it, it throws an error: the thread dies 1 ms later. */
  readonly breaks?: 'while it works' | 'when it is done'
}

/** A job that does as it is told. */
export default function obey(order: Order): unknown {
  sleep(order.ms ?? 0)
  return order.waits ? Promise.resolve().then(() => end(order)) : end(order)
}

function end({ gives, throws, exits, breaks }: Order): unknown {
  if (throws) throw Object.assign(new Error(throws.message), { name: throws.name })
  if (exits) process.exit()
  if (breaks) setTimeout(throwError, 1)
  return breaks === 'while it works' ? new Promise(() => {}) : gives
}

function throwError(): void {
  throw new Error('nobody catches this')
}
