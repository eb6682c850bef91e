import type { Board } from './board.ts'
import { type ClockEvent, EventQueue } from './event-queue.ts'

/**
 * The simulated time and everything that is due to happen on one thread. Time never moves by itself: the
 * scheduler moves it when everybody waits, or stands still in a blocking call.
 */
export class Clock {
  readonly #board: Board
  #events = new EventQueue<ClockEvent>()
  #keepers = 0
  #housekeepers = 0
  #intervals = 0

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

  /** Whether nothing but intervals is due after this event. */
  onlyIntervalsAfter(event: ClockEvent): boolean {
    const others = this.#events.size - this.#housekeepers - this.#intervals
    return others === (event.repeats ? 0 : 1)
  }

  add(event: ClockEvent): void {
    this.#events.add(event)
    if (event.keepsAlive) this.#keepers++
    if (event.housekeeping) this.#housekeepers++
    else if (event.repeats) this.#intervals++
  }

  cancel(event: ClockEvent): void {
    if (event.slot < 0) return
    this.#events.remove(event)
    if (event.keepsAlive) this.#keepers--
    if (event.housekeeping) this.#housekeepers--
    else if (event.repeats) this.#intervals--
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
