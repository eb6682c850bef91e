import type { WorkerOptions } from 'node:worker_threads'
import type { BlockingCall } from '../ground/blocking-call.ts'
import { BusyWait, NotSimulated } from '../ground/errors.ts'
import type { Crash } from '../ground/outcome.ts'
import { Recorder, type Row } from '../ground/recorder.ts'
import { tidy } from '../ground/time.ts'
import { type Kind, MAIN } from '../ground/trace.ts'
import { words } from '../ground/words/words.ts'
import type { FakeNetwork } from '../servers/fake-network.ts'
import { AtomicCells } from './atomic-cells.ts'
import type { Board } from './board.ts'
import { CheckPhase } from './check-phase.ts'
import { Clock } from './clock.ts'
import { type CoreOptions, Cores } from './cores.ts'
import { EventLoop, type LoopThread } from './event-loop.ts'
import type { ClockEvent } from './event-queue.ts'
import { Holds } from './holds.ts'
import { Ended, Scheduler } from './scheduler.ts'
import { seededRandom } from './seeded-random.ts'
import { SharedMemory } from './shared-memory.ts'
import type {
  Callback,
  SimulatedThread,
  StartedThread,
  TimerKind,
  WorkerObject,
} from './simulated-thread.ts'
import { TimeAccounting } from './time-accounting.ts'
import { type SimImmediate, SimTimer } from './timers.ts'

const MOST_READS = 100_000

/**
 * One thread of a simulated run, with its loop and its part of the machine: the engine behind what the
 * program takes for Node. What differs between the main thread and the others is left to their classes.
 */
export abstract class Machine implements LoopThread, SimulatedThread {
  readonly board: Board
  readonly scheduler: Scheduler
  readonly clock: Clock
  readonly recorder: Recorder
  readonly holds = new Holds()
  readonly memory: SharedMemory
  readonly cells: AtomicCells
  readonly checkPhase = new CheckPhase()
  readonly random: () => number
  protected readonly accounting: TimeAccounting
  readonly #loop: EventLoop
  readonly #cores: Cores
  readonly #row: Row

  fetching = 0
  requests = 0
  over = false
  /** The longest that a due timer had to wait, in ms. */
  lag = 0
  #reads = 0
  #lastRead = 0
  /** Set when the thread had to end: where it stood then. */
  protected ended: Ended | undefined
  protected crashed: { reason: unknown; how: Crash } | undefined

  constructor(options: CoreOptions, board: Board, me: number, choices: Float64Array) {
    this.board = board
    this.scheduler = new Scheduler(board, me, choices)
    this.clock = new Clock(board)
    this.recorder = new Recorder(board, me)
    this.memory = new SharedMemory(board)
    this.cells = new AtomicCells(this)
    this.#loop = new EventLoop(this)
    this.#cores = new Cores(this.scheduler, options)
    this.random = seededRandom(me)
    this.#row = me === MAIN ? 'main' : `thread ${me}`
    this.accounting = new TimeAccounting({
      pulse: board,
      recorder: this.recorder,
      cores: this.#cores,
      row: this.#row,
      charge: ms => board.charge(ms),
      pause: until => this.pause(until),
      neverEnds: call => this.neverEnds(call),
    })
  }

  // ---- what differs between the main thread and the others ---------------------------------------

  abstract readonly network: FakeNetwork
  abstract fetch: typeof fetch
  abstract startThread(worker: WorkerObject, url: string, options: WorkerOptions): StartedThread
  abstract begin(): void
  abstract nextMessage(): (() => void) | undefined
  abstract readonly messagesWaiting: number
  abstract readonly expectsMessages: boolean
  abstract readonly horizon: number
  abstract beforeNext(): void
  abstract nothingLeft(): void
  /** What to throw where a blocking call never ends. */
  protected abstract neverEnds(call: BlockingCall): unknown

  // ---- a run -------------------------------------------------------------------------------------

  /** Runs until nothing is left to happen. Never rejects. */
  async run(): Promise<void> {
    await this.#loop.run()
    this.over = true
  }

  /** Lets what has begun to end come to its end, such as sockets: the next run must not see it. */
  calmDown(): Promise<void> {
    return this.#loop.calmDown()
  }

  get hasCrashed(): boolean {
    return this.crashed !== undefined
  }

  /** Ends the run as if the process had crashed with this error. The first one counts. */
  crash<E>(reason: E, how: Crash = 'lab'): E {
    if (reason instanceof Ended) this.ended ??= reason
    else if (!this.over && !this.scheduler.ending) this.crashed ??= { reason, how }
    return reason
  }

  uncaught(error: unknown): void {
    this.crash(error, 'uncaught error')
  }

  refuse(what: string, instead: string): NotSimulated {
    return this.crash(new NotSimulated(what, instead))
  }

  begins(): void {
    this.#reads = 0
  }

  turned(): void {
    this.accounting.turned()
  }

  nextWoken(): (() => void) | undefined {
    return this.cells.next()
  }

  /** Takes this thread out of all queues: it ends. */
  protected forget(): void {
    this.#cores.forget()
    this.cells.forget()
  }

  // ---- time --------------------------------------------------------------------------------------

  /** Reads the clock. Reading it for ever without ever yielding is an error, not a hang. */
  read(): number {
    if (this.clock.now !== this.#lastRead) this.#reads = 0
    this.#lastRead = this.clock.now
    if (++this.#reads <= MOST_READS) return this.#lastRead
    throw this.crash(
      new BusyWait(place =>
        words.busyWaits.clockRead({ times: MOST_READS, ms: this.clock.now, place }),
      ),
    )
  }

  get cpu(): number {
    return tidy((this.board.time[1] as number) + this.#cores.unfinished)
  }

  get threadCpu(): number {
    return this.accounting.cpu
  }

  get coreCount(): number {
    return this.#cores.count
  }

  /** The longest that this thread's loop could not get to what was due, in simulated ms. */
  get blocked(): number {
    return this.accounting.blocked
  }

  noteLag(ms: number): void {
    this.lag = Math.max(this.lag, tidy(ms))
  }

  setTimer(callback: Callback, delay: unknown, args: unknown[], kind: TimerKind): SimTimer {
    return new SimTimer(this, callback, delay, args, kind)
  }

  setImmediate(callback: Callback, args: unknown[]): SimImmediate {
    return this.checkPhase.add(callback, args)
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

  // ---- waiting and computing ---------------------------------------------------------------------

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
    this.accounting.stand(kind, ms, label, call ?? { name: label, reason: 'nothingEndsIt' })
  }

  compute(ms: number, label: string): void {
    this.point()
    this.accounting.compute(ms, label)
  }

  /** A point at which threads may switch. */
  point(): void {
    this.checkMemory()
    this.scheduler.point(to => this.note('switch', to === MAIN ? 'main' : `thread ${to}`))
  }

  pause(until: number, wakeable = false): boolean {
    this.checkMemory()
    return this.scheduler.pause(until, wakeable)
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
    this.requests++
  }

  requestClosed(): void {
    this.requests--
  }

  /** Writes into the trace that something happened at this instant. */
  note(kind: Kind, label: string): void {
    this.recorder.close(this.recorder.open({ row: this.#row, kind, label }), 'done')
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
}
