import { tidy } from '../ground/time.ts'
import { type Board, Count } from './board.ts'
import type { Scheduler } from './scheduler.ts'

/** What the simulated computer computes with. */
export interface CoreOptions {
  /** How many processor cores it has. Default 4. */
  readonly cores?: number | undefined
  /** True: one thread computes at a time, as in CPython. Default false. */
  readonly gil?: boolean | undefined
  /** Processor ms per switch from one thread to another. Default 0. */
  readonly switchCost?: number | undefined
}

/** How long a thread keeps a core while others want one, in ms; CPython's lock is asked for after 5. */
const SLICE = 10
const SLICE_WITH_LOCK = 5

/** What is told about a thread that needs a core. */
export interface Notice {
  /** It begins to wait for a core, or to compute; what it did before is over. */
  begin(what: 'waiting' | 'computing'): void
  /** So many ms of processor time are spent. */
  charged(ms: number): void
}

/** Stands still until a simulated time, or until it is woken. */
type Pause = (until: number) => unknown

/**
 * The machine's processor cores. A thread that computes needs one; where there are fewer cores than
 * threads that compute they take turns, first in first out. With `gil` one thread computes at a time, as
 * under CPython's lock.
 */
export class Cores {
  readonly #board: Board
  readonly #scheduler: Scheduler
  readonly #count: number
  /** How many there are; with `gil` all but one are of no use. */
  readonly count: number
  readonly #slice: number
  readonly #switchCost: number

  constructor(scheduler: Scheduler, { cores = 4, gil = false, switchCost = 0 }: CoreOptions) {
    this.#scheduler = scheduler
    this.#board = scheduler.board
    this.count = cores
    this.#count = gil ? 1 : cores
    this.#slice = gil ? SLICE_WITH_LOCK : SLICE
    this.#switchCost = switchCost
  }

  /** Keeps a core busy for so many ms of processor time, and for what it costs to come onto it. */
  use(ms: number, pause: Pause, notice: Notice): void {
    let left = ms
    do {
      const core = this.#take(pause, notice)
      notice.begin('computing')
      do {
        const slice = Math.min(left, this.#slice)
        left -= slice
        this.#compute(slice + this.#switchTo(core), pause, notice)
      } while (left > 0 && this.#first() === undefined)
      this.#leave(core)
    } while (left > 0)
  }

  /** What is used of slices that are not over yet, in ms. */
  get unfinished(): number {
    const { coreUser, since } = this.#board.fields
    const threads = this.#board.count(Count.threads)
    let sum = 0
    for (let core = 0; core < Math.min(this.#count, threads); core++) {
      const user = (coreUser[core] as number) - 1
      if (user >= 0) sum += this.#now - (since[user] as number)
    }
    return sum
  }

  /** Charged as it is used: a thread that is ended in the middle has used only a part. */
  #compute(ms: number, pause: Pause, notice: Notice): void {
    const from = this.#now
    this.#board.fields.since[this.#scheduler.me] = from
    try {
      pause(tidy(from + ms))
    } finally {
      notice.charged(tidy(this.#now - from))
    }
  }

  get #now(): number {
    return this.#board.time[0] as number
  }

  #take(pause: Pause, notice: Notice): number {
    const { fields } = this.#board
    const { me } = this.#scheduler
    const free = this.#free()
    if (free !== undefined) {
      fields.coreUser[free] = me + 1
      return free
    }
    fields.queued[me] = this.#board.next(Count.tickets) + 1
    notice.begin('waiting')
    pause(Number.POSITIVE_INFINITY)
    return fields.coreUser.indexOf(me + 1)
  }

  /** A core that nobody has: this thread's last one, or one that is new, or any. */
  #free(): number | undefined {
    const { coreUser, coreLast } = this.#board.fields
    const me = this.#scheduler.me + 1
    const rank = (core: number) => (coreLast[core] === me ? 2 : coreLast[core] === 0 ? 1 : 0)
    let best: number | undefined
    for (let core = 0; core < Math.min(this.#count, coreUser.length); core++) {
      if (coreUser[core] !== 0) continue
      if (best === undefined || rank(core) > rank(best)) best = core
    }
    return best
  }

  #isOwn(core: number | undefined): boolean {
    const last = core === undefined ? undefined : this.#board.fields.coreLast[core]
    return last === 0 || last === this.#scheduler.me + 1
  }

  /** What it costs that this thread comes onto a core which another one had. */
  #switchTo(core: number): number {
    const cost = this.#isOwn(core) ? 0 : this.#switchCost
    this.#board.fields.coreLast[core] = this.#scheduler.me + 1
    return cost
  }

  /** Takes this thread out: it ends, whatever it was doing. */
  forget(): void {
    const { fields } = this.#board
    fields.queued[this.#scheduler.me] = 0
    const core = fields.coreUser.indexOf(this.#scheduler.me + 1)
    if (core >= 0) this.#leave(core)
  }

  /** Who has waited longest for a core. */
  #first(): number | undefined {
    const { fields } = this.#board
    let first: number | undefined
    let earliest = Number.POSITIVE_INFINITY
    for (let id = 0; id < this.#board.count(Count.threads); id++) {
      const ticket = fields.queued[id] as number
      if (ticket > 0 && ticket < earliest) [first, earliest] = [id, ticket]
    }
    return first
  }

  #leave(core: number): void {
    const { fields } = this.#board
    fields.coreUser[core] = 0
    const next = this.#first()
    if (next === undefined) return
    fields.queued[next] = 0
    fields.coreUser[core] = next + 1
    this.#scheduler.wake(next, true)
  }
}
