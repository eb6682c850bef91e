import { BusyWait, Deadlock } from '../ground/errors.ts'
import { words } from '../ground/words/words.ts'
import type { CheckPhase } from './check-phase.ts'
import type { Clock } from './clock.ts'
import { type Holds, importing } from './holds.ts'
import { host } from './host.ts'
import type { Scheduler } from './scheduler.ts'

/** How many timers may fire; beside other threads each takes a hundred times as long. */
const MOST_EVENTS = 1_000_000
const MOST_EVENTS_BESIDE_THREADS = 50_000
/** How many may fire in a row while nothing is left but intervals, and the next timer of a loop. */
const MOST_ALONE = 50_000
const MOST_CALMING_TURNS = 20

/** The thread whose loop it is. */
export interface LoopThread {
  readonly scheduler: Scheduler
  readonly clock: Clock
  readonly holds: Holds
  readonly checkPhase: CheckPhase
  /** Whether its run has crashed. */
  readonly hasCrashed: boolean
  /** Requests in flight keep it alive, as an open socket does; and those of `fetch` drive its clock. */
  readonly requests: number
  readonly fetching: number
  /** The time after which nothing more may happen, in ms. */
  readonly horizon: number
  /** How many messages have arrived. */
  readonly messagesWaiting: number
  /** Whether it waits for others, even if nothing of its own is left to happen. */
  readonly expectsMessages: boolean
  /** The first thing that happens. */
  begin(): void
  /** One thing of the program's begins. */
  begins(): void
  /** The loop can get to timers and messages that are due: what blocks it is counted anew. */
  turned(): void
  /** Called before each choice of what happens next. */
  beforeNext(): void
  /** What another thread has sent, if anything: delivers one message. */
  nextMessage(): (() => void) | undefined
  /** What another thread has woken here. */
  nextWoken(): (() => void) | undefined
  /** Others go on until a time has come, or wake this thread. False where nobody can any more. */
  pause(until: number, wakeable: boolean): boolean
  /** Called when nothing is left to happen. */
  nothingLeft(): void
  /** Nobody has caught an error of the program's. */
  uncaught(error: unknown): void
  /** Ends the run. */
  crash(reason: unknown): unknown
}

/**
 * The event loop of one thread of a simulated run: decides what happens next.
 *
 * The program's code is real, its promises and microtasks are Node's. Only timers and immediates are the
 * machine's: after each callback the loop lets the real one turn once, which drains microtasks and
 * `nextTick`s; then it picks what comes next, in Node's own order: due timers, messages, immediates, and
 * if none is there and no real operation is in progress, it waits for the next event. Other threads run
 * meanwhile; when there are none, or none has anything to do, the clock jumps.
 */
export class EventLoop {
  readonly #thread: LoopThread
  #events = 0
  #inARow = 0
  #messagesLeft = 0
  #finished: () => void = () => {}

  constructor(thread: LoopThread) {
    this.#thread = thread
  }

  /** Runs until nothing is left to happen. Never rejects. */
  async run(): Promise<void> {
    this.#thread.holds.watch()
    await new Promise<void>(resolve => {
      this.#finished = resolve
      this.#turn(() => this.#thread.begin())
    })
  }

  /** Lets what has begun to end come to its end, such as sockets: the next run must not see it. */
  async calmDown(): Promise<void> {
    const { holds } = this.#thread
    for (let turns = 0; turns < MOST_CALMING_TURNS; turns++) {
      await new Promise<void>(resolve => this.#afterMicrotasks(resolve))
      // However long that takes: the program goes on after it, and must not do so in the next run.
      if (importing()) turns = 0
      else if (turns > 0 && !holds.takeActivity()) break
    }
    holds.stop()
  }

  /** Does one thing of the program's, then lets the real loop turn, then goes on. */
  #turn(action: () => void): void {
    const thread = this.#thread
    thread.begins()
    try {
      action()
    } catch (error) {
      thread.uncaught(error)
    }
    this.#afterMicrotasks(() => this.#step())
  }

  #afterMicrotasks(next: () => void): void {
    this.#thread.holds.quietly(() => host.real.setImmediate(next))
  }

  #step(): void {
    const { hasCrashed, scheduler, holds } = this.#thread
    try {
      if (hasCrashed || scheduler.ending) this.#finished()
      else if (holds.any) this.#waitForHolds()
      else if (holds.takeActivity()) this.#afterMicrotasks(() => this.#step())
      else this.#next()
    } catch (error) {
      // Nothing of the program's gets here. Whatever it is, nobody else would let the loop go on.
      this.#thread.crash(error)
      this.#finished()
    }
  }

  #waitForHolds(): void {
    const { holds } = this.#thread
    const goOn = () => this.#afterMicrotasks(() => this.#step())
    holds.whenNone(goOn, operations => {
      this.#thread.crash(new Deadlock(words.deadlocks.reallyUnderWay({ operations })))
      holds.stop()
    })
  }

  #next(): void {
    const thread = this.#thread
    // Only now has a request that was sent just before the end reached the server.
    thread.beforeNext()
    const action = this.#nextAction()
    if (!action && !thread.hasCrashed && !thread.scheduler.ending) thread.nothingLeft()
    if (action && !thread.hasCrashed) this.#turn(action)
    else this.#finished()
  }

  #nextAction(): (() => void) | undefined {
    const thread = this.#thread
    try {
      while (thread.clock.now <= thread.horizon) {
        const action = this.#nextNow()
        if (action) return action
        const until = this.#nextTime()
        if (until === undefined || !thread.pause(until, true)) return undefined
      }
    } catch (error) {
      thread.crash(error)
    }
    return undefined
  }

  /** What can happen at this instant. */
  #nextNow(): (() => void) | undefined {
    const { checkPhase, clock } = this.#thread
    // Once the check phase has begun, Node finishes it before it looks at timers again.
    if (!checkPhase.begun) {
      // Nor does it between messages that have arrived together.
      if (this.#messagesLeft === 0) this.#thread.turned()
      const first =
        this.#nextOfBatch() ?? this.#nextDue() ?? this.#nextMessage() ?? this.#thread.nextWoken()
      if (first) return first
    }
    return checkPhase.next(clock.now)
  }

  #nextDue(): (() => void) | undefined {
    const { clock, scheduler } = this.#thread
    const event = clock.due()
    if (!event) return undefined
    const most = scheduler.alone ? MOST_EVENTS : MOST_EVENTS_BESIDE_THREADS
    if (++this.#events > most) throw this.#endless(most, false)
    this.#inARow = scheduler.alone && clock.onlyIntervalsAfter(event) ? this.#inARow + 1 : 0
    if (this.#inARow > MOST_ALONE) throw this.#endless(MOST_ALONE, true)
    return () => event.happen()
  }

  /** Messages that have arrived are delivered all together: timers wait meanwhile. */
  #nextMessage(): (() => void) | undefined {
    this.#messagesLeft = this.#thread.messagesWaiting
    return this.#nextOfBatch()
  }

  #nextOfBatch(): (() => void) | undefined {
    if (this.#messagesLeft === 0) return undefined
    this.#messagesLeft--
    return this.#thread.nextMessage()
  }

  /** When to go on, at the latest; nothing if nothing is left to wait for. */
  #nextTime(): number | undefined {
    const { clock, horizon, requests, expectsMessages, fetching } = this.#thread
    if (clock.now >= horizon) return undefined
    const event = clock.next()
    const keptAlive = clock.alive || requests > 0 || expectsMessages
    const drives = keptAlive && (clock.busy || fetching > 0)
    if (event && drives) return Math.min(event.at, horizon)
    return expectsMessages ? horizon : undefined
  }

  #endless(many: number, inARow: boolean): BusyWait {
    const ms = this.#thread.clock.now
    return new BusyWait(place => words.busyWaits.timersFired({ many, inARow, ms, place }))
  }
}
