import { BusyWait, NotSimulated } from '../ground/errors.ts'
import { count } from '../ground/text.ts'
import { type Kind, Recorder, type Row } from '../ground/trace.ts'
import type { Options } from '../run/options.ts'
import { FakeDatabases } from '../servers/databases/fake-databases.ts'
import { FakeServer } from '../servers/fake-server.ts'
import type { Workers } from '../threads/workers.ts'
import { AtomicCells } from './atomic-cells.ts'
import { type Board, MAIN } from './board.ts'
import { CheckPhase } from './check-phase.ts'
import { Clock, type ClockEvent, tidy } from './clock.ts'
import { Cores } from './cores.ts'
import { Holds, importing } from './holds.ts'
import { host } from './host.ts'
import { Ended, Scheduler } from './scheduler.ts'
import { chance } from './seeded-random.ts'
import { SharedMemory } from './shared-memory.ts'
import { type BlockingCall, Spending } from './time-accounting.ts'
import { type SimImmediate, SimTimer, type TimerKind } from './timers.ts'

const MOST_READS = 100_000
/** How many timers may fire; beside other threads each takes a hundred times as long. */
const MOST_EVENTS = 1_000_000
const MOST_EVENTS_BESIDE_THREADS = 50_000
const MOST_CALMING_TURNS = 20

/** What ends a program in the middle: an error that nobody handles, or the machine itself. */
export type Crash = 'unhandled rejection' | 'uncaught error' | 'lab'

/**
 * One thread of a simulated run: an event loop whose clock is exact.
 *
 * The program's code is real, its promises and microtasks are Node's. Only timers and immediates are the
 * machine's: after each callback it lets the real event loop turn once, which drains microtasks and
 * `nextTick`s; then it picks what comes next, in Node's own order: due timers, messages, immediates, and
 * if none is there and no real operation is in progress, it waits for the next event. Other threads run
 * meanwhile; when there are none, or none has anything to do, the clock jumps.
 */
export abstract class Machine {
  readonly board: Board
  readonly scheduler: Scheduler
  readonly clock: Clock
  readonly recorder: Recorder
  readonly holds = new Holds()
  readonly memory: SharedMemory
  readonly cells: AtomicCells
  readonly server: FakeServer
  readonly databases: FakeDatabases
  protected readonly spending: Spending
  readonly #cores: Cores
  readonly #row: Row

  /** What `Math.random` gives. */
  readonly random: () => number

  /** What the program's `fetch` goes on to: nothing but an error, until there is a fake server. */
  fetch: typeof fetch = (...args) => this.server.refuse(...args)
  /** How many requests of `fetch` are on their way. */
  fetching = 0
  /** True once the run is over: what its program still does has no effect any more. */
  over = false
  /** The longest that a due timer had to wait. */
  lag = 0
  /** Requests in flight: they keep the program alive, as an open socket does. */
  #requests = 0

  readonly #checkPhase = new CheckPhase()
  #reads = 0
  #lastRead = 0
  #events = 0
  #mailLeft = 0
  #finished: () => void = () => {}
  /** Set when the thread had to end: where it stood then. */
  protected ended: Ended | undefined
  protected crashed: { reason: unknown; how: Crash } | undefined

  constructor(options: Options, board: Board, me: number, choices: Float64Array) {
    this.board = board
    this.scheduler = new Scheduler(board, me, choices)
    this.clock = new Clock(board)
    this.recorder = new Recorder(board, me)
    this.memory = new SharedMemory(board)
    this.cells = new AtomicCells(this)
    this.server = new FakeServer(this, options.server ?? {})
    this.databases = new FakeDatabases(this, options.databases ?? {})
    this.#cores = new Cores(this.scheduler, options)
    this.random = chance(me)
    this.#row = me === MAIN ? 'main' : `thread ${me}`
    this.spending = new Spending({
      pulse: board,
      recorder: this.recorder,
      cores: this.#cores,
      row: this.#row,
      charge: ms => board.charge(ms),
      pause: until => this.#pause(until),
      neverEnds: call => this.neverEnds(call),
    })
  }

  // ---- what differs between the main thread and the others ---------------------------------------

  /** The threads that this one starts. */
  abstract readonly workers: Workers
  /** The first thing that happens. */
  protected abstract begin(): void
  /** What another thread has sent, if anything: delivers one thing. */
  protected abstract nextMail(): (() => void) | undefined
  /** How many messages have arrived. */
  protected abstract readonly mailWaiting: number
  /** Whether the thread waits for others, even if nothing of its own is left to happen. */
  protected abstract readonly expectsMail: boolean
  /** The time after which nothing more may happen. */
  protected abstract readonly horizon: number
  /** Called before each choice of what happens next. */
  protected abstract beforeNext(): void
  /** Called when nothing is left to happen. */
  protected abstract nothingLeft(): void
  /** What to throw where a blocking call never ends. */
  protected abstract neverEnds(call: BlockingCall): unknown

  // ---- a run -------------------------------------------------------------------------------------

  /** Runs until nothing is left to happen. Never rejects. */
  async run(): Promise<void> {
    this.holds.watch()
    await new Promise<void>(resolve => {
      this.#finished = resolve
      this.#turn(() => this.begin())
    })
    this.over = true
  }

  /** Lets what has begun to end come to its end, such as sockets: the next run must not see it. */
  async calmDown(): Promise<void> {
    for (let turns = 0; turns < MOST_CALMING_TURNS; turns++) {
      await new Promise<void>(resolve => this.#afterMicrotasks(resolve))
      // However long that takes: the program goes on after it, and must not do so in the next run.
      if (importing()) turns = 0
      else if (turns > 0 && !this.holds.takeActivity()) break
    }
    this.holds.stop()
  }

  /** Ends the run as if the process had crashed with this error. The first one counts. */
  crash<E>(reason: E, how: Crash = 'lab'): E {
    if (reason instanceof Ended) this.ended ??= reason
    else if (!this.over && !this.scheduler.ending) this.crashed ??= { reason, how }
    return reason
  }

  /** Nobody has caught an error of the program's. */
  protected uncaught(error: unknown): void {
    this.crash(error, 'uncaught error')
  }

  /** Ends the run because the program uses what a run does not have. Returns the error to throw. */
  refuse(what: string, instead: string): NotSimulated {
    return this.crash(new NotSimulated(what, instead))
  }

  // ---- what the program can do -------------------------------------------------------------------

  /** Processor work of the run so far, all threads, in simulated ms. */
  get cpu(): number {
    return tidy((this.board.time[1] as number) + this.#cores.unfinished)
  }

  /** How many cores the simulated computer has. */
  get coreCount(): number {
    return this.#cores.count
  }

  /** Processor work of this thread alone. */
  get threadCpu(): number {
    return this.spending.cpu
  }

  /** The longest that this thread's loop did not turn, in simulated ms. */
  get blocked(): number {
    return this.spending.blocked
  }

  /** Reads the clock. Reading it for ever without ever yielding is an error, not a hang. */
  read(): number {
    if (this.clock.now !== this.#lastRead) this.#reads = 0
    this.#lastRead = this.clock.now
    if (++this.#reads <= MOST_READS) return this.#lastRead
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

  /** A blocking call of this thread: time passes for it and nothing else happens on it. */
  block(ms: number, label: string): void {
    this.point()
    this.stand('blocked', ms, label)
  }

  /**
   * Stands still for so many ms, or until another thread wakes this one.
   *
   * @param call what to say of it where it never ends
   */
  stand(kind: 'blocked' | 'waiting', ms: number, label: string, call?: BlockingCall): void {
    this.spending.stand(kind, ms, label, call ?? { name: label, reason: 'it has no end' })
  }

  /** Processor work of this thread: it needs a core for so long. */
  compute(ms: number, label: string): void {
    this.point()
    this.spending.compute(ms, label)
  }

  /** A point at which threads may switch. */
  point(): void {
    this.checkMemory()
    this.scheduler.point(to => this.note('switch', to === MAIN ? 'main' : `thread ${to}`))
  }

  /** Writes into the trace that something happened at this instant. */
  note(kind: Kind, label: string): void {
    this.recorder.close(this.recorder.open({ row: this.#row, kind, label }), 'done')
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

  /** Waits for something real, and lets the clock wait for it. */
  async during<T>(operation: Promise<T>): Promise<T> {
    const release = this.holds.take('import')
    try {
      return await operation
    } finally {
      release()
    }
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

  /** Takes this thread out of all queues: it ends. */
  protected forget(): void {
    this.#cores.forget()
    this.cells.forget()
  }

  // ---- the loop ----------------------------------------------------------------------------------

  /** Does one thing of the program's, then lets the real loop turn, then goes on. */
  #turn(action: () => void): void {
    this.#reads = 0
    this.spending.turned()
    try {
      action()
    } catch (error) {
      this.uncaught(error)
    }
    this.#afterMicrotasks(() => this.#step())
  }

  #afterMicrotasks(next: () => void): void {
    this.holds.quietly(() => host.real.setImmediate(next))
  }

  #step(): void {
    if (this.crashed || this.scheduler.ending) this.#finished()
    else if (this.holds.any) this.holds.whenNone(() => this.#afterMicrotasks(() => this.#step()))
    else if (this.holds.takeActivity()) this.#afterMicrotasks(() => this.#step())
    else this.#next()
  }

  #next(): void {
    // Only now has a request that was sent just before the end reached the server.
    this.beforeNext()
    const action = this.#nextAction()
    if (!action && !this.crashed && !this.scheduler.ending) this.nothingLeft()
    if (action && !this.crashed) this.#turn(action)
    else this.#finished()
  }

  #nextAction(): (() => void) | undefined {
    try {
      while (this.clock.now <= this.horizon) {
        const action = this.#nextNow()
        if (action) return action
        const until = this.#nextTime()
        if (until === undefined || !this.#pause(until, true)) return undefined
      }
    } catch (error) {
      this.crash(error)
    }
    return undefined
  }

  /** What can happen at this instant. */
  #nextNow(): (() => void) | undefined {
    // Once the check phase has begun, Node finishes it before it looks at timers again.
    if (!this.#checkPhase.begun) {
      const first = this.#nextOfBatch() ?? this.#nextDue() ?? this.#nextMail() ?? this.cells.next()
      if (first) return first
    }
    return this.#checkPhase.next(this.clock.now)
  }

  #nextDue(): (() => void) | undefined {
    const event = this.clock.due()
    if (!event) return undefined
    const most = this.scheduler.alone ? MOST_EVENTS : MOST_EVENTS_BESIDE_THREADS
    if (++this.#events > most) throw this.#endless()
    return () => event.happen()
  }

  /** Messages that have arrived are delivered all together: timers wait meanwhile. */
  #nextMail(): (() => void) | undefined {
    this.#mailLeft = this.mailWaiting
    return this.#nextOfBatch()
  }

  #nextOfBatch(): (() => void) | undefined {
    if (this.#mailLeft === 0) return undefined
    this.#mailLeft--
    return this.nextMail()
  }

  /** When to go on, at the latest; nothing if nothing is left to wait for. */
  #nextTime(): number | undefined {
    const { clock, horizon } = this
    if (clock.now >= horizon) return undefined
    const event = clock.next()
    const keptAlive = clock.alive || this.#requests > 0 || this.expectsMail
    const drives = keptAlive && (clock.busy || this.fetching > 0)
    if (event && drives) return Math.min(event.at, horizon)
    return this.expectsMail ? horizon : undefined
  }

  /** Others go on until the time has come, or a message wakes this thread. */
  #pause(until: number, wakeable = false): boolean {
    this.checkMemory()
    return this.scheduler.pause(until, wakeable)
  }

  protected checkMemory(): void {
    if (this.scheduler.alone) {
      this.memory.accept()
      return
    }
    try {
      this.memory.check(this.#row as string)
    } catch (error) {
      throw this.crash(error)
    }
  }

  #endless(): BusyWait {
    return new BusyWait(
      `After ${count(this.#events - 1)} timers, at ${count(this.clock.now)} ms, your function has not finished`,
      'A timer that asks again and again never gets an answer. Wait for what you need instead.',
    )
  }
}
