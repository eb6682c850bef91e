import { invariant } from '../ground/invariant.ts'
import { MAIN } from '../ground/trace.ts'
import { type Board, Count } from './board.ts'
import { host } from './host.ts'

const NOBODY = -1

/** How often a thread that has to end may be told so before it is stopped for good. */
const MOST_TELLINGS = 50

/** How a thread keeps the token for ever. */
export type Stall = 'loops' | 'does nothing'

/** Goes through a thread's code to its end, like an error that nobody should catch. */
export class Ended {
  /** Where the thread stood. */
  readonly stack = new Error().stack
}

/*
 * `host.patience` is how much processor time the process may use, in ms, while a thread keeps the token in one go:
 * nothing that belongs into a run computes for so long, an endless loop does. Starting real threads takes processor
 * time as well, so none is counted while one of the run's threads is still being started. What a slow or busy
 * computer does not get done is no processor time: it decides nothing.
 *
 * Where nobody computes at all there is nothing to wait for: a thread that stands still in something real, or that
 * can't be started. `host.longestIdle` looks in a row tell.
 */
/**
 * How often the main thread looks while `host.patience` lasts. Each time it tells the process's guard that all is
 * well, which must not have lost its patience by then, however many cores are busy.
 */
const LOOKS = 40
/** A process that does nothing uses less processor time than this between two looks, in ms. */
const NOTHING = 1

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
  onStall: (thread: number, how: Stall) => unknown = () => new Ended()
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
    host.real.atomics.store(this.board.fields.ready, this.me, 1)
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
    const { load, wait, store } = host.real.atomics
    // Being woken is no promise: whoever handed the token over the last time may only now come to notify.
    while (load(fields.token, this.me) === 0) {
      if (this.me === MAIN) this.#awaitWatching()
      else wait(fields.token, this.me, 0)
    }
    invariant(this.board.holdsToken, 'a thread goes on without the token')
    store(fields.token, this.me, 0)
    if (this.ending) throw this.#end()
    fields.begun[this.me] = 1
  }

  /** The main thread also watches that the others do not keep the token for ever. */
  #awaitWatching(): void {
    const { counts, fields } = this.board
    const { wait, load } = host.real.atomics
    let seen = ''
    let since = Number.POSITIVE_INFINITY
    let last = processorTime()
    let idleLooks = 0
    while (wait(fields.token, MAIN, 0, host.patience / LOOKS) === 'timed-out') {
      host.beat?.()
      const holder = load(counts, Count.holder)
      const now = processorTime()
      const progress = `${load(counts, Count.handovers)} ${load(fields.begun, holder)}`
      if (progress !== seen || this.#anyIsBeingStarted()) since = now
      idleLooks = progress === seen && now - last < NOTHING ? idleLooks + 1 : 0
      seen = progress
      last = now
      const isLooping = now - since >= host.patience
      if (!isLooping && idleLooks < host.longestIdle) continue
      counts[Count.holder] = MAIN
      throw this.onStall(holder, isLooping ? 'loops' : 'does nothing')
    }
  }

  /** Whether the real thread beneath one of the run's is not there yet. */
  #anyIsBeingStarted(): boolean {
    const { ready, begun } = this.board.fields
    const { load } = host.real.atomics
    const threads = this.board.count(Count.threads)
    for (let id = MAIN + 1; id < threads; id++) {
      if (load(ready, id) === 0 && load(begun, id) !== GONE) return true
    }
    return false
  }
}

/** What the process has used so far, in ms. */
function processorTime(): number {
  const { user, system } = host.real.cpuUsage()
  return (user + system) / 1000
}

const GONE = 2
