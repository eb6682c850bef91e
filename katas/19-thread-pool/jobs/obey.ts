import { sleep } from '#lab/blocking'

/** What a job is told to do. */
export interface Order {
  /** Blocks its thread for so many ms, and returns that number. */
  readonly ms: number
  /** Then it throws an error with this message instead. */
  readonly throws?: string
  /** Then it ends its thread instead. */
  readonly exits?: boolean
  /** 1 ms later an error is thrown in a timer, where nothing catches it: the thread dies. */
  readonly breaks?: 'while it works' | 'when it is done'
}

/** A job that does as it is told. */
export default function obey({ ms, throws, exits, breaks }: Order): unknown {
  sleep(ms)
  if (throws) throw new Error(throws)
  if (exits) process.exit()
  if (breaks) setTimeout(throwError, 1)
  return breaks === 'while it works' ? new Promise(() => {}) : ms
}

function throwError(): void {
  throw new Error('nothing catches this')
}
