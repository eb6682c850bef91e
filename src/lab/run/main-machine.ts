import type { BlockingCall } from '../ground/blocking-call.ts'
import { Deadlock, EndlessLoop } from '../ground/errors.ts'
import { type Leftover, leftoversOf } from '../ground/leftovers.ts'
import { type Outcome, outcomeOf } from '../ground/outcome.ts'
import { framesHere } from '../ground/stack-frames.ts'
import { MAIN } from '../ground/trace.ts'
import { words } from '../ground/words/words.ts'
import { THREAD_START } from '../install/install.ts'
import { Board, Count, MOST_CHOICES } from '../machine/board.ts'
import { host } from '../machine/host.ts'
import { Machine } from '../machine/machine.ts'
import { Ended, type Stall } from '../machine/scheduler.ts'
import type { StartedThread } from '../machine/simulated-thread.ts'
import { FakeNetwork } from '../servers/fake-network.ts'
import { Workers } from '../threads/workers.ts'
import type { Options } from './options.ts'
import { PendingPromises } from './pending-promises.ts'

/** How long the machine goes on after the program has settled, in simulated ms. */
const SETTLING = 60_000

const NO_CHOICES: readonly number[] = []

/** The main thread of a run: it runs the program's function, and decides when the run is over. */
export class MainMachine extends Machine {
  override readonly network: FakeNetwork
  override fetch: typeof fetch
  readonly #workers: Workers
  readonly #body: () => unknown
  readonly #pending = new PendingPromises()
  #settledAt: number | undefined
  #outcome: Outcome<unknown> | undefined
  /** Where the count of beginnings and ends stood when the program had settled. */
  #mark: number | undefined

  constructor(options: Options, body: () => unknown) {
    const choices = sharedCopy(options.choices)
    super(options, new Board(MAIN), MAIN, choices)
    this.network = new FakeNetwork(this, options)
    this.fetch = this.network.server.refuse
    this.#workers = new Workers(this, options, choices, THREAD_START)
    this.#body = body
    this.scheduler.onStall = (id, how) => this.#stalled(id, how)
  }

  /** Runs the program until nothing is left to happen, and ends its threads. Never rejects. */
  override async run(): Promise<void> {
    this.#pending.watch()
    await super.run()
    this.#pending.stop()
    this.#workers.endAll()
  }

  /** Crashes the run, and does not wait for real operations either. */
  abandon(reason: unknown): void {
    this.crash(reason)
    this.holds.stop()
  }

  get outcome(): Outcome<unknown> {
    if (this.crashed) {
      return { status: 'rejected', reason: this.crashed.reason, crash: this.crashed.how }
    }
    return this.#outcome as Outcome<unknown>
  }

  /** Simulated ms from the start until the program settled, or crashed. */
  get elapsed(): number {
    return this.#settledAt ?? this.clock.now
  }

  /** Simulated ms from the start until nothing was left to happen. */
  get endedAt(): number {
    return this.clock.now
  }

  /** How many threads could go on, at each of the run's first choices. */
  get able(): number[] {
    return [...this.board.fields.able.subarray(0, this.board.count(Count.choices))]
  }

  get leftovers(): Leftover[] {
    return leftoversOf(this.recorder, this.#mark ?? Number.NEGATIVE_INFINITY)
  }

  override startThread(...args: Parameters<Workers['start']>): StartedThread {
    if (this.over) throw new Ended()
    return this.#workers.start(...args)
  }

  // ---- the main thread's part of the loop --------------------------------------------------------

  override begin(): void {
    outcomeOf(this.#body, outcome => {
      this.#outcome = outcome
      this.#settledAt = this.clock.now
    })
  }

  override nextMessage(): (() => void) | undefined {
    return this.#workers.next()
  }

  override get messagesWaiting(): number {
    return this.#workers.waiting
  }

  override get expectsMessages(): boolean {
    return this.#workers.any
  }

  override get horizon(): number {
    return (this.#settledAt ?? Number.POSITIVE_INFINITY) + SETTLING
  }

  override beforeNext(): void {
    if (this.#settledAt !== undefined) this.#mark ??= this.recorder.events
  }

  override nothingLeft(): void {
    if (this.#settledAt === undefined) this.crash(this.#deadlock(undefined))
  }

  protected override neverEnds(call: BlockingCall): unknown {
    const fault = this.#workers.fault()
    return this.crash(fault ? fault.error : this.#deadlock(call))
  }

  // ---- what went wrong ---------------------------------------------------------------------------

  #stalled(id: number, how: Stall): unknown {
    const hadBegun = this.board.fields.begun[id] !== 0
    const thread = { id, file: this.#workers.giveUp(id) }
    if (how === 'loops') return this.crash(new EndlessLoop(thread, host.patience))
    const { isStuck, neverBegan } = words.errors
    return this.crash(new Error(hadBegun ? isStuck({ thread }) : neverBegan({ thread })))
  }

  #deadlock(call: BlockingCall | undefined): Deadlock {
    const frames = call ? framesHere() : this.#pending.frames()
    const ms = this.clock.now
    if (this.scheduler.alone && call) {
      return new Deadlock(words.deadlocks.blockedForever(call), frames, cellsOf([call]))
    }
    const open = Map.groupBy(this.recorder.openSpans(), ({ kind }) => kind)
    const asked = [...(open.get('request') ?? []), ...(open.get('query') ?? [])]
    const unanswered = asked.length > 0 ? asked : (open.get('connection') ?? [])
    const lines = [...unanswered.map(({ label }) => label), ...frames.map(({ line }) => line)]
    const waiting = lines.slice(0, call ? 1 : 8)
    if (!this.scheduler.alone) {
      const threads = [{ id: undefined, call, places: waiting }, ...this.#endedThreads()]
      const message = words.deadlocks.everyThreadWaits({ ms, threads })
      return new Deadlock(message, frames, cellsOf(threads.map(thread => thread.call)))
    }
    const unrefd = this.recorder.openSpans().find(({ background }) => background)?.label
    return new Deadlock(words.deadlocks.nothingLeft({ ms, unrefd, waiting }), frames)
  }

  /** Ends the other threads: what each of them stood in, and where. */
  #endedThreads() {
    const before = this.#workers.lastWords.length
    this.#workers.endAll()
    const ended = this.#workers.lastWords.slice(before).toSorted((a, b) => a.id - b.id)
    return ended.map(({ id, file, word: { stoodIn, places } }) => {
      return { id, file, call: stoodIn, places }
    })
  }
}

/** The cells of shared memory that calls wait on. */
function cellsOf(calls: readonly (BlockingCall | undefined)[]): string[] {
  return calls.flatMap(call => call?.cell ?? [])
}

/** A run's choices in memory that all its threads see. Zeros follow, which change nothing but are counted. */
function sharedCopy(choices: readonly number[] = NO_CHOICES): Float64Array {
  const length = choices === NO_CHOICES ? 0 : Math.max(choices.length, MOST_CHOICES)
  const copy = new Float64Array(new SharedArrayBuffer(8 * length))
  copy.set(choices)
  return copy
}
