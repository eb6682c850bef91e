import { invariant } from '../ground/invariant.ts'
import { MAIN } from '../ground/trace.ts'
import { type Board, Count } from './board.ts'
import { host } from './host.ts'

const NOBODY = -1

/** How often a thread that has to end may be told so before it is stopped for good. */
const MOST_TELLINGS = 50

/** Goes through a thread's code to its end, like an error that nobody should catch. */
export class Ended {
  /** Where the thread stood. */
  readonly stack = new Error().stack
}

/**
 * `host.patience` is how much real processor time the process may use while a thread keeps the token in one
 * go: nothing that belongs into a run computes for so long, an endless loop does. A thread that merely gets
 * no processor, because the computer is busy, or that is still being started, has longer, in real time: ms.
 */
const LONGEST_PATIENCE = 60_000

/**
 * Passes the token between the threads of a run. Exactly one thread has it and runs; the others stand
 * still. Who waits names the time at which it wants to go on, and gives the token to the thread with the
 * earliest time, ties by number. That alone makes every run the same.
 */
export class Scheduler {
  readonly board: Board
  readonly me: number
  readonly #choices: Float64Array
  /** What to throw when a thread keeps the token for ever: only the main thread looks for that. */
  onStall: (thread: number) => unknown = () => new Ended()
  /** Called where a thread that has to end catches whatever is thrown, and goes on: it must not return. */
  onStubborn: () => void = () => {}
  #tellings = 0
  /** True once this thread has handed the token on for the last time. */
  #gone = false

  constructor(board: Board, me: number, choices: Float64Array) {
    this.board = board
    this.me = me
    this.#choices = choices
  }

  /** Whether this thread has to end: nothing it calls has an effect any more. */
  get ending(): boolean {
    return this.#gone || this.board.fields.ending[this.me] === 1
  }

  /** Whether there are no other threads. */
  get alone(): boolean {
    return this.board.count(Count.alive) <= 1
  }

  /** Numbers of all threads that have not ended, this one's left out. */
  others(): number[] {
    const { wakeAt, begun } = this.board.fields
    const threads = this.board.count(Count.threads)
    const alive: number[] = []
    for (let id = 0; id < threads; id++) {
      if (id !== this.me && (wakeAt[id] !== Number.POSITIVE_INFINITY || begun[id] !== GONE)) {
        alive.push(id)
      }
    }
    return alive
  }

  /** A number for a new thread, which can go on at once. */
  add(): number {
    const { time, fields } = this.board
    const id = this.board.next(Count.threads)
    this.board.next(Count.alive)
    fields.wakeAt[id] = time[0] as number
    return id
  }

  /**
   * Waits until the simulated time `at`, or until somebody wakes this thread. Others run meanwhile.
   *
   * @param wakeable whether a message wakes it: it waits in its event loop, not in a blocking call.
   * @returns false, on the main thread only, when nobody can go on any more.
   * @throws Ended when the thread has to end
   */
  pause(at: number, wakeable = false): boolean {
    if (this.ending) throw this.#end()
    const { fields, counts } = this.board
    fields.wakeAt[this.me] = at
    fields.wakeable[this.me] = wakeable ? 1 : 0
    const next = this.#earliest()
    if (next === this.me) {
      this.board.advance(at)
    } else if (next === NOBODY && this.me === MAIN) {
      return false
    } else {
      this.#hand(next)
      this.#await()
    }
    if (counts[Count.stuck] === 0) return true
    counts[Count.stuck] = 0
    return false
  }

  /**
   * A point at which threads may switch. Where others can go on at this very instant, the next of the
   * run's choices says who does: 0 this thread, the others follow by number. Returns whom it was given
   * to, once this thread is back; nothing where there was no switch.
   */
  point(onSwitch: (to: number) => void): void {
    if (this.ending) throw this.#end()
    const { fields, time } = this.board
    const choice = this.#choices[this.board.count(Count.choices)]
    if (choice === undefined || this.alone) return
    const { wakeAt } = fields
    const now = time[0] as number
    const threads = this.board.count(Count.threads)
    const able = [this.me]
    for (let id = 0; id < threads; id++) {
      if (id !== this.me && (wakeAt[id] as number) <= now) able.push(id)
    }
    if (able.length === 1) return
    fields.able[this.board.next(Count.choices)] = able.length
    const next = able[choice % able.length] as number
    if (next === this.me) return
    onSwitch(next)
    wakeAt[this.me] = now
    fields.wakeable[this.me] = 0
    this.#hand(next)
    this.#await()
  }

  /** Lets a thread go on now; one in a blocking call is woken only by what it waits for. */
  wake(id: number, fromBlocking = false): void {
    const { wakeAt, wakeable, begun } = this.board.fields
    const now = this.board.time[0] as number
    if (begun[id] === GONE) return
    if ((fromBlocking || wakeable[id] === 1) && (wakeAt[id] as number) > now) wakeAt[id] = now
  }

  /** Makes a thread end as soon as it has the token; it gets it before anybody whose time is later. */
  end(id: number, at = this.board.time[0] as number): void {
    const { ending, wakeAt, begun } = this.board.fields
    // It may have ended without this thread having got the news.
    if (begun[id] === GONE) return
    ending[id] = 1
    wakeAt[id] = Math.min(wakeAt[id] as number, at)
  }

  /** Ends all other threads, and waits until they are gone. */
  endOthers(): void {
    for (let others = this.others(); others.length > 0; others = this.others()) {
      // Earlier than any time: they go before this one.
      for (const id of others) this.end(id, -1)
      this.pause(this.board.time[0] as number)
    }
  }

  /** The first thing that a thread does: waits for its first turn. */
  enter(): void {
    this.#await()
  }

  /** The last thing that a thread does: others go on. Whatever its code calls after that throws `Ended`. */
  leave(): void {
    this.drop(this.me)
    this.#hand(this.#earliest())
    this.#gone = true
    this.board.detach()
  }

  /** Counts a thread as gone. */
  drop(id: number): void {
    const { fields, counts } = this.board
    if (fields.begun[id] === GONE) return
    fields.wakeAt[id] = Number.POSITIVE_INFINITY
    fields.begun[id] = GONE
    counts[Count.alive] = this.board.count(Count.alive) - 1
  }

  #earliest(): number {
    const { wakeAt } = this.board.fields
    const threads = this.board.count(Count.threads)
    let first = NOBODY
    let earliest = Number.POSITIVE_INFINITY
    for (let id = 0; id < threads; id++) {
      const at = wakeAt[id] as number
      if (at < earliest) {
        first = id
        earliest = at
      }
    }
    return first
  }

  #hand(to: number): void {
    const { fields, counts } = this.board
    invariant(this.board.holdsToken, 'a thread without the token hands it on')
    const next = to === NOBODY ? MAIN : to
    if (to === NOBODY) counts[Count.stuck] = 1
    else this.board.advance(fields.wakeAt[to] as number)
    this.board.next(Count.handovers)
    counts[Count.holder] = next
    host.real.atomics.store(fields.token, next, 1)
    host.real.atomics.notify(fields.token, next)
  }

  #end(): Ended {
    if (++this.#tellings > MOST_TELLINGS) this.onStubborn()
    return new Ended()
  }

  #await(): void {
    const { fields } = this.board
    if (this.me === MAIN) this.#awaitWatching()
    else host.real.atomics.wait(fields.token, this.me, 0)
    host.real.atomics.store(fields.token, this.me, 0)
    if (this.ending) throw this.#end()
    fields.begun[this.me] = 1
  }

  /** The main thread also watches that the others do not keep the token for ever. */
  #awaitWatching(): void {
    const { counts, fields } = this.board
    const { wait, load } = host.real.atomics
    let since = NEVER
    let seen = -1
    while (wait(fields.token, MAIN, 0, host.patience / 8) === 'timed-out') {
      host.beat?.()
      const handovers = load(counts, Count.handovers)
      const holder = load(counts, Count.holder)
      const now = timesNow()
      if (handovers !== seen) {
        seen = handovers
        since = now
      }
      const isLooping = load(fields.begun, holder) !== 0 && now.cpu - since.cpu >= host.patience
      if (!isLooping && now.real - since.real < LONGEST_PATIENCE) continue
      counts[Count.holder] = MAIN
      throw this.onStall(holder)
    }
  }
}

const NEVER = { real: Number.NaN, cpu: Number.NaN }

/** Real time, and processor time of the process, both in ms. */
function timesNow(): { readonly real: number; readonly cpu: number } {
  const { user, system } = host.real.cpuUsage()
  return { real: host.real.now(), cpu: (user + system) / 1000 }
}

const GONE = 2
