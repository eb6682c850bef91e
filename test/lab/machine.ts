import { CheckPhase } from './check-phase.ts'
import { Clock, type ClockEvent, tidy } from './clock.ts'
import { BusyWait, Deadlock } from './errors.ts'
import { Holds } from './holds.ts'
import { host } from './host.ts'
import type { Server } from './routes.ts'
import { FakeServer } from './server.ts'
import { type SimImmediate, SimTimer, type TimerKind } from './timers.ts'
import { type OpenSpan, Recorder } from './trace.ts'
import { Waits } from './waits.ts'
import { count } from './words.ts'

/** How long the machine goes on after the program has settled, in simulated ms. */
const SETTLING = 60_000
const MOST_READS = 100_000
const MOST_EVENTS = 1_000_000
const MOST_CALMING_TURNS = 20

export type Outcome<T> =
  | { readonly status: 'fulfilled'; readonly value: T }
  | {
      readonly status: 'rejected'
      readonly reason: unknown
      /** Only where the program did not reject, but crashed: how. `lab` is a deadlock or a busy wait. */
      readonly crash?: Crash
    }

/** What ends a program in the middle: an error that nobody handles, or the machine itself. */
export type Crash = 'unhandled rejection' | 'uncaught error' | 'lab'

/** Something that was still alive when the program settled. */
export interface LeftOver {
  readonly kind: 'timer' | 'interval' | 'request'
  readonly label: string
  /** When it ended by itself, in simulated ms; null when the machine had to end it. */
  readonly ended: number | null
}

/**
 * One simulated run on the main thread: an event loop whose clock is exact.
 *
 * The program's code is real, its promises and microtasks are Node's. Only timers and immediates are the
 * machine's: after each callback it lets the real event loop turn once, which drains microtasks and
 * `nextTick`s; then it picks what comes next, in Node's own order: due timers, immediates, and if neither
 * is there and no real operation is in progress, a jump of the clock to the next event.
 */
export class Machine {
  readonly clock = new Clock()
  readonly recorder = new Recorder(this.clock)
  readonly holds = new Holds()
  readonly #waits = new Waits()
  /** What the program's `fetch` goes on to: nothing but an error, until there is a fake server. */
  fetch: typeof fetch = (input, init) => {
    const { method, url } = new Request(input, init)
    return Promise.reject(this.server.unknown(method, url))
  }
  readonly server: FakeServer
  /** How many requests of `fetch` are on their way. */
  fetching = 0
  /** True once the run is over: what its program still does has no effect any more. */
  over = false
  /** Simulated ms of processor work so far. */
  cpu = 0
  /** The longest that a due timer had to wait. */
  lag = 0
  /** The longest that the loop did not turn, in simulated ms. */
  blocked = 0
  #turns = 0
  #blockedThisTurn = 0
  /** Requests in flight: they keep the program alive, as an open socket does. */
  #requests = 0

  readonly #checkPhase = new CheckPhase()
  #reads = 0
  #events = 0

  #settledAt: number | undefined
  #outcome: Outcome<unknown> | undefined
  #crash: { reason: unknown; how: Crash } | undefined
  #alive: readonly OpenSpan[] | undefined
  #finished: () => void = () => {}

  constructor(server: Server) {
    this.server = new FakeServer(this, server)
  }

  /** Runs `body` until nothing is left to happen. Never rejects: see `outcome`. */
  async run(body: () => unknown): Promise<void> {
    this.holds.watch()
    this.#waits.watch()
    await new Promise<void>(resolve => {
      this.#finished = resolve
      this.#turn(() => this.#start(body))
    })
    this.#waits.stop()
    this.over = true
  }

  /** Lets what has begun to end come to its end, such as sockets: the next run must not see it. */
  async calmDown(): Promise<void> {
    for (let turns = 0; turns < MOST_CALMING_TURNS; turns++) {
      await new Promise<void>(resolve => this.#afterMicrotasks(resolve))
      if (turns > 0 && !this.holds.takeActivity()) break
    }
    this.holds.stop()
  }

  /** Ends the run as if the process had crashed with this error. The first one counts. */
  crash<E>(reason: E, how: Crash = 'lab'): E {
    if (!this.over) this.#crash ??= { reason, how }
    return reason
  }

  /** Crashes the run, and does not wait for real operations either. */
  abandon(reason: unknown): void {
    this.crash(reason)
    this.holds.stop()
  }

  get outcome(): Outcome<unknown> {
    if (this.#crash) {
      return { status: 'rejected', reason: this.#crash.reason, crash: this.#crash.how }
    }
    return this.#outcome as Outcome<unknown>
  }

  /** Simulated ms from the start until the program settled, or crashed. */
  get elapsed(): number {
    return this.#settledAt ?? this.clock.now
  }

  get leftOvers(): LeftOver[] {
    return (this.#alive ?? []).map(({ kind, label, row }) => {
      const { outcome, to } = this.recorder.lastOf(row)
      return { kind: kind as LeftOver['kind'], label, ended: outcome === 'open' ? null : to }
    })
  }

  // ---- what the program can do -------------------------------------------------------------------

  /** Reads the clock. Reading it for ever without ever yielding is an error, not a hang. */
  read(): number {
    if (++this.#reads <= MOST_READS) return this.clock.now
    throw this.crash(
      new BusyWait(
        `The clock was read ${count(MOST_READS)} times in a row at ${count(this.clock.now)} ms`,
        'Time stands still while your code runs, so a loop that waits for the clock never ends. ' +
          'Await something instead.',
      ),
    )
  }

  setTimer(
    callback: (...args: never[]) => unknown,
    delay: unknown,
    args: unknown[],
    kind: TimerKind,
  ): SimTimer {
    return new SimTimer(this, callback, delay, args, kind)
  }

  setImmediate(callback: (...args: never[]) => unknown, args: unknown[]): SimImmediate {
    return this.#checkPhase.add(callback, args)
  }

  /** A blocking call of the main thread: time passes and nothing else happens. */
  block(ms: number, label: string): void {
    this.#spend(ms, 'blocked', label)
  }

  /** Processor work of the main thread. */
  compute(ms: number, label: string): void {
    this.cpu = tidy(this.cpu + ms)
    this.#spend(ms, 'computing', label)
  }

  /** Something that will happen later and keeps the program alive. Returns what calls it off. */
  later(ms: number, action: () => void): () => void {
    const event: ClockEvent = {
      at: tidy(this.clock.now + ms),
      seq: 0,
      slot: -1,
      keepsAlive: true,
      happen: () => {
        this.clock.cancel(event)
        action()
      },
    }
    this.clock.add(event)
    return () => this.clock.cancel(event)
  }

  requestOpened(): void {
    this.#requests++
  }

  requestClosed(): void {
    this.#requests--
  }

  noteLag(ms: number): void {
    this.lag = Math.max(this.lag, tidy(ms))
  }

  // ---- the loop ----------------------------------------------------------------------------------

  #start(body: () => unknown): void {
    const settle = (outcome: Outcome<unknown>) => {
      this.#outcome = outcome
      this.#settledAt = this.clock.now
    }
    // Called at once and not in a promise, as a program's first line is: an error thrown is a rejection.
    new Promise(resolve => resolve(body())).then(
      value => settle({ status: 'fulfilled', value }),
      (reason: unknown) => settle({ status: 'rejected', reason }),
    )
  }

  /** Does one thing of the program's, then lets the real loop turn, then goes on. */
  #turn(action: () => void): void {
    this.#reads = 0
    this.#turns++
    this.#blockedThisTurn = 0
    try {
      action()
    } catch (error) {
      this.crash(error, 'uncaught error')
    }
    this.#afterMicrotasks(() => this.#step())
  }

  #afterMicrotasks(next: () => void): void {
    this.holds.quietly(() => host.real.setImmediate(next))
  }

  #step(): void {
    if (this.#crash) this.#finished()
    else if (this.holds.any) this.holds.whenNone(() => this.#afterMicrotasks(() => this.#step()))
    else if (this.holds.takeActivity()) this.#afterMicrotasks(() => this.#step())
    else this.#next()
  }

  #next(): void {
    // Only now has a request that was sent just before the end reached the server.
    if (this.#settledAt !== undefined) {
      this.#alive ??= this.recorder.openSpans().filter(span => !span.background)
    }
    const action = this.#nextAction()
    if (!action && this.#settledAt === undefined) this.crash(this.#deadlock())
    if (action && !this.#crash) this.#turn(action)
    else this.#finished()
  }

  #nextAction(): (() => void) | undefined {
    try {
      // Once the check phase has begun, Node finishes it before it looks at timers again.
      const due = this.#checkPhase.begun ? undefined : this.clock.due()
      return (due && this.#fire(due)) ?? this.#checkPhase.next(this.clock.now) ?? this.#jump()
    } catch (error) {
      this.crash(error)
      return undefined
    }
  }

  #jump(): (() => void) | undefined {
    const { clock } = this
    const event = clock.next()
    if (!event || !(clock.alive || this.#requests > 0)) return undefined
    return clock.busy || this.fetching > 0 ? this.#fire(event) : undefined
  }

  /** Lets something happen, now or by a jump; nothing any more when the time for settling is over. */
  #fire(event: ClockEvent): (() => void) | undefined {
    const end = (this.#settledAt ?? Number.POSITIVE_INFINITY) + SETTLING
    if (Math.max(event.at, this.clock.now) > end) {
      this.clock.jump(end)
      return undefined
    }
    if (++this.#events > MOST_EVENTS) throw this.#endless()
    return () => {
      this.clock.jump(event.at)
      event.happen()
    }
  }

  // ---- what went wrong ---------------------------------------------------------------------------

  #endless(): BusyWait {
    return new BusyWait(
      `After ${count(MOST_EVENTS)} timers, at ${count(this.clock.now)} ms, your function has not finished`,
      'A timer that asks again and again never gets an answer. Wait for what you need instead.',
    )
  }

  #deadlock(): Deadlock {
    const requests = this.recorder.openSpans().map(({ label }) => `  ${label}`)
    const frames = this.#waits.frames()
    const waiting = [...requests, ...frames.map(({ line }) => `  ${line}`)].slice(0, 8)
    return new Deadlock(
      `Nothing can happen any more (at ${count(this.clock.now)} ms), and your function has not finished: ` +
        'no timer and no answer is left that could wake it. ' +
        'Where you made a promise with new Promise, neither resolve nor reject was called.' +
        (waiting.length > 0 ? `\nStill waiting:\n${waiting.join('\n')}` : ''),
      frames,
    )
  }

  #spend(ms: number, kind: 'blocked' | 'computing', label: string): void {
    const span = this.recorder.open({ row: 'main', kind, label, turn: this.#turns })
    this.clock.charge(ms)
    this.recorder.close(span, 'done')
    if (ms > 0) this.#reads = 0
    this.#blockedThisTurn = tidy(this.#blockedThisTurn + ms)
    this.blocked = Math.max(this.blocked, this.#blockedThisTurn)
  }
}
