import { readdirSync, readFileSync } from 'node:fs'

/** How often is looked, in ms. */
const LOOK = 1_000
/** Linux counts processor time in hundredths of a second. */
const TICK = 10

/**
 * Ends something after so much time of its own: real time while it waits and, while it works, the processor time
 * that it gets. So it has as much on a busy computer as on a quiet one. Where the system does not tell how much
 * processor time others use, all real time counts.
 */
export class OwnTime {
  readonly #limit: number
  readonly #timer: NodeJS.Timeout
  #spent = 0

  /**
   * @param pids the processes that it is about, at this moment
   * @param limit in ms
   * @param onEnd called once, when the time is over
   */
  constructor(pids: () => readonly number[], limit: number, onEnd: () => void) {
    this.#limit = limit
    let before = new Map<number, number>()
    this.#timer = setInterval(() => {
      const now = new Map(pids().map(pid => [pid, processorTimeOf(pid)]))
      let worked = 0
      for (const [pid, ms] of now) worked += Math.max(0, ms - (before.get(pid) ?? 0))
      before = now
      this.#spent += worked > 0 ? Math.min(worked, LOOK) : LOOK
      if (this.#spent < this.#limit) return
      this.stop()
      onEnd()
    }, LOOK)
  }

  /** It begins anew: something has happened. */
  again(): void {
    this.#spent = 0
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}

/** What a process has used, in ms; 0 where the system does not tell. */
function processorTimeOf(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is a name in brackets, which may have anything in it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK
  } catch {
    return 0
  }
}

/** A process and those that it has started, where the system tells of them. */
export function withDescendants(pid: number | undefined): number[] {
  if (pid === undefined) return []
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const children = threads.flatMap(thread =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    )
    return [pid, ...children.flatMap(child => withDescendants(Number(child)))]
  } catch {
    return [pid]
  }
}
