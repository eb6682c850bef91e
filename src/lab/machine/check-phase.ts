import { BusyWait } from '../ground/errors.ts'
import { words } from '../ground/words/words.ts'
import type { Callback } from './simulated-thread.ts'
import { SimImmediate } from './timers.ts'

const MOST_TURNS = 10_000

/**
 * The part of the event loop that runs immediates: those that were waiting when it began, one by one;
 * what they set waits for the next turn. One that is cleared before its time is as if it had not been set.
 */
export class CheckPhase {
  #waiting: SimImmediate[] = []
  /** Those of this turn, the next one last. */
  #current: SimImmediate[] = []
  #turns = { at: -1, count: 0 }

  /** True while some of this turn's are still to come. */
  get begun(): boolean {
    while (this.#current.at(-1)?.waiting === false) this.#current.pop()
    return this.#current.length > 0
  }

  add(callback: Callback, args: unknown[]): SimImmediate {
    const suspicious = this.#turns.count >= MOST_TURNS - 1
    const immediate = new SimImmediate(callback, args, suspicious ? new Error().stack : undefined)
    this.#waiting.push(immediate)
    return immediate
  }

  /**
   * What runs next, at the simulated time `now`; nothing when no immediate is left.
   *
   * @throws BusyWait when the loop turns again and again without any time passing
   */
  next(now: number): (() => void) | undefined {
    if (!this.begun) this.#begin(now)
    const immediate = this.#current.pop()
    return immediate && (() => immediate.happen())
  }

  #begin(now: number): void {
    this.#current = this.#waiting.filter(({ waiting }) => waiting).reverse()
    this.#waiting = []
    if (this.#current.length === 0) return
    this.#turns = { at: now, count: this.#turns.at === now ? this.#turns.count + 1 : 1 }
    if (this.#turns.count < MOST_TURNS) return
    throw new BusyWait(
      place => words.busyWaits.loopTurned({ times: MOST_TURNS, ms: now, place }),
      this.#current[0]?.stack,
    )
  }
}
