import type { Board } from './board.ts'
import { type Entry, Schedule } from './event-queue.ts'

/** Something that will happen at a simulated time. */
export interface ClockEvent extends Entry {
  /** An event that keeps the program alive, as Node's ref'd handles do; others never drive the clock. */
  readonly keepsAlive: boolean
  /** True for what Node does for itself: it matters only to a request of `fetch`. */
  readonly housekeeping?: boolean
  happen(): void
}

/**
 * The simulated time and everything that is due to happen on one thread. Time never moves by itself: the
 * scheduler moves it when everybody waits, or stands still in a blocking call.
 */
export class Clock {
  readonly #board: Board
  #events = new Schedule<ClockEvent>()
  #keepers = 0
  #housekeepers = 0

  /** The time itself is on the board: all threads have the same. */
  constructor(board: Board) {
    this.#board = board
  }

  /** Simulated ms since the run began. */
  get now(): number {
    return this.#board.time[0] as number
  }

  /** True while something is due that keeps the program alive. */
  get alive(): boolean {
    return this.#keepers > 0
  }

  /** True while something is due that is not Node's own housekeeping. */
  get busy(): boolean {
    return this.#events.size > this.#housekeepers
  }

  add(event: ClockEvent): void {
    this.#events.add(event)
    if (event.keepsAlive) this.#keepers++
    if (event.housekeeping) this.#housekeepers++
  }

  cancel(event: ClockEvent): void {
    if (event.slot < 0) return
    this.#events.remove(event)
    if (event.keepsAlive) this.#keepers--
    if (event.housekeeping) this.#housekeepers--
  }

  /** Call after `event.keepsAlive` changed while the event was waiting. */
  recount(event: ClockEvent): void {
    if (event.slot >= 0) this.#keepers += event.keepsAlive ? 1 : -1
  }

  /** The event that happens next, whether it is due yet or not. */
  next(): ClockEvent | undefined {
    return this.#events.first()
  }

  /** The event that should have happened by now, if there is one. */
  due(): ClockEvent | undefined {
    const next = this.#events.first()
    return next && next.at <= this.now ? next : undefined
  }
}

/** Times are kept to the microsecond, so that sums of fractions stay exact figures. */
export function tidy(ms: number): number {
  return Math.round(ms * 1000) / 1000
}

/** More than 30,000 years: where clocks of whole microseconds stop to be exact. */
const LONGEST = 1e15 / 1000

/** Whether a value can be a time: a number of ms, 0 or more, that a clock can count. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LONGEST
}
