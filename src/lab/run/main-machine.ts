import type { BlockingCall } from '../ground/blocking-call.ts'
import { Deadlock, EndlessLoop } from '../ground/errors.ts'
import { type Leftover, leftoversOf } from '../ground/leftovers.ts'
import { type Outcome, outcomeOf } from '../ground/outcome.ts'
import { framesHere } from '../ground/stack-frames.ts'
import { count, eitherOf } from '../ground/text.ts'
import { MAIN } from '../ground/trace.ts'
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
    const name = `thread ${id} (${this.#workers.giveUp(id)})`
    if (how === 'loops') return this.crash(new EndlessLoop(name, host.patience))
    return this.crash(
      new Error(
        hadBegun
          ? `${name} has done nothing for a long time, and no other thread can go on meanwhile: it stands still in a call that is not simulated.`
          : `${name} could not be started for a long time: is the computer out of memory?`,
      ),
    )
  }

  #deadlock(call: BlockingCall | undefined): Deadlock {
    const frames = call ? framesHere() : this.#pending.frames()
    if (this.scheduler.alone && call) {
      return new Deadlock(`${call.name} blocks for ever: ${call.reason}.`, frames)
    }
    const open = Map.groupBy(this.recorder.openSpans(), ({ kind }) => kind)
    const asked = [...(open.get('request') ?? []), ...(open.get('query') ?? [])]
    const unanswered = asked.length > 0 ? asked : (open.get('connection') ?? [])
    const lines = [...unanswered.map(({ label }) => label), ...frames.map(({ line }) => line)]
    const waiting = lines.slice(0, call ? 1 : 8)
    const begin =
      `Nothing can happen any more (at ${count(this.clock.now)} ms), ` +
      'and your function has not finished: '
    if (!this.scheduler.alone) {
      const threads = this.#waitingThreads(call, waiting)
      return new Deadlock(`${begin}every thread waits.\n${threads.join('\n')}`, frames)
    }
    const unrefed = this.recorder.openSpans().filter(({ background }) => background)
    const idle = unrefed[0]
      ? `no answer is left that could wake it, and no timer but ${unrefed[0].label}, which is unref'd: that does not keep a program alive. `
      : 'no timer and no answer is left that could wake it. '
    return new Deadlock(
      `${begin}${idle}` +
        'Where you made a promise with new Promise, neither resolve nor reject was called.' +
        (waiting.length > 0
          ? `\nStill waiting:\n${waiting.map(line => `  ${line}`).join('\n')}`
          : ''),
      frames,
    )
  }

  /** A line for each thread: what it waits for, where, and who could have woken it. */
  #waitingThreads(call: BlockingCall | undefined, places: readonly string[]): string[] {
    const before = this.#workers.lastWords.length
    this.#workers.endAll()
    const ended = this.#workers.lastWords.slice(before).toSorted((a, b) => a.id - b.id)
    const threads = [
      { name: 'the main thread', stoodIn: call, places, from: 'a thread' },
      ...ended.map(({ id, file, word: { stoodIn, places } }) => {
        return { name: `thread ${id} (${file})`, stoodIn, places, from: 'the main thread' }
      }),
    ]
    return threads.map(thread => {
      const others = threads.filter(other => other !== thread).map(({ name }) => name)
      return `  ${lineFor(thread, others)}`
    })
  }
}

interface Waiting {
  readonly name: string
  readonly stoodIn: BlockingCall | undefined
  readonly places: readonly string[]
  /** Who sends it messages. */
  readonly from: string
}

function lineFor({ name, stoodIn, places, from }: Waiting, others: readonly string[]): string {
  const where = places.length > 0 ? ` (${places.join(', ')})` : ''
  if (!stoodIn) return `${name} waits for a message from ${from}${where}`
  const wakers = stoodIn.notified
    ? `; only Atomics.notify by ${eitherOf(others)} could have woken it`
    : `: ${stoodIn.reason}`
  return `${name} waits in ${stoodIn.name}${where}${wakers}`
}

/** A run's choices in memory that all its threads see. Zeros follow, which change nothing but are counted. */
function sharedCopy(choices: readonly number[] = NO_CHOICES): Float64Array {
  const length = choices === NO_CHOICES ? 0 : Math.max(choices.length, MOST_CHOICES)
  const copy = new Float64Array(new SharedArrayBuffer(8 * length))
  copy.set(choices)
  return copy
}
