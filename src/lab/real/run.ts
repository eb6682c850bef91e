import type { Worker, WorkerOptions } from 'node:worker_threads'
import { Deadlock } from '../ground/errors.ts'
import { type Leftover, leftoversOf } from '../ground/leftovers.ts'
import { type Crash, type Outcome, outcomeOf } from '../ground/outcome.ts'
import { Recorder } from '../ground/recorder.ts'
import { tidy } from '../ground/time.ts'
import { words } from '../ground/words/words.ts'
import { Holds } from '../machine/holds.ts'
import { host } from '../machine/host.ts'
import type { Scripts } from '../servers/fake-network.ts'
import { plainServer } from '../servers/routes.ts'
import { RealClock } from './clock.ts'
import { RealThread } from './thread.ts'
import { RealWorkers } from './workers.ts'

/** How long a program may take, in ms. */
const LONGEST = 60_000
/** How often is looked whether anything is under way at all, in ms; twice in a row it must not be. */
const LOOK = 100

/** The main thread of a run on the real clock: begins the program's function and waits until all is over. */
export class RealRun extends RealThread {
  /** There are no choices on the real clock. */
  readonly able: readonly number[] = []
  readonly workers: RealWorkers
  readonly #body: () => unknown
  readonly #holds = new Holds()
  readonly #done = Promise.withResolvers<void>()
  #outcome: Outcome<unknown> | undefined
  #crashed: { readonly reason: unknown; readonly how: Crash } | undefined
  #elapsed = 0
  #ended = 0
  #mark = Number.NEGATIVE_INFINITY
  #usage: NodeJS.CpuUsage = { user: 0, system: 0 }

  constructor({ server = {}, databases = {} }: Scripts, body: () => unknown) {
    const clock = new RealClock()
    super(clock, 0, { server, databases }, new Recorder(clock, 0))
    this.workers = new RealWorkers(this.recorder, clock, { server: plainServer(server), databases })
    this.#body = body
  }

  /** Runs the program until nothing of it is left, or its time is up. Never rejects. */
  async run(): Promise<void> {
    const before = host.real.cpuUsage()
    this.#holds.watch()
    this.timers.watch()
    const stopLooking = this.#look()
    this.#begin()
    await this.#done.promise
    this.#usage = host.real.cpuUsage(before)
    stopLooking()
    await this.#settle()
    this.workers.takeIn()
    this.over = true
  }

  /** Ends what is left. */
  async calmDown(): Promise<void> {
    this.timers.stop()
    await this.workers.endAll()
    await turn()
    await turn()
    this.#holds.stop()
  }

  override crash<E>(reason: E, how: Crash = 'lab'): E {
    if (!this.over) this.#crashed ??= { reason, how }
    if (this.#elapsed === 0) this.#elapsed = this.clock.now
    this.#done.resolve()
    return reason
  }

  abandon(reason: unknown): void {
    this.crash(reason)
  }

  startThread(file: string | URL, options?: WorkerOptions): Worker {
    return this.workers.start(file, options)
  }

  get outcome(): Outcome<unknown> {
    if (this.#crashed) {
      return { status: 'rejected', reason: this.#crashed.reason, crash: this.#crashed.how }
    }
    return this.#outcome as Outcome<unknown>
  }

  get elapsed(): number {
    return this.#elapsed
  }

  get endedAt(): number {
    return this.#ended
  }

  /** Processor time of the whole process, in ms. */
  get cpu(): number {
    return tidy((this.#usage.user + this.#usage.system) / 1000)
  }

  get lag(): number {
    return tidy(this.timers.lag)
  }

  get blocked(): number {
    return this.accounting.blocked
  }

  get leftovers(): Leftover[] {
    return leftoversOf(this.recorder, this.#mark)
  }

  #begin(): void {
    outcomeOf(this.#body, outcome => {
      this.#elapsed = this.clock.now
      this.#outcome = outcome
      this.#done.resolve()
    })
  }

  /** The program has settled: what is still under way may end by itself. */
  async #settle(): Promise<void> {
    // Only now has a request that was sent just before the end reached the server.
    await turn()
    await turn()
    this.timers.refresh()
    this.#mark = this.recorder.events
    const end = this.clock.now + host.settling
    while (!this.#crashed && this.#isUnderWay() && this.clock.now < end) await this.#wait(5)
    this.#ended = this.recorder.spans.reduce((last, { outcome, to }) => {
      return outcome === 'open' ? this.clock.now : Math.max(last, to)
    }, this.#elapsed)
  }

  #wait(ms: number): Promise<void> {
    return this.timers.quietly(() => host.real.promises.setTimeout(ms))
  }

  /** Whether anything is left that could go on. */
  #isUnderWay(): boolean {
    this.timers.refresh()
    this.workers.takeIn()
    const open = this.recorder.openSpans().some(({ background }) => !background)
    return open || this.fetching > 0 || this.#holds.any
  }

  /** Ends a run that would never end by itself. */
  #look(): () => void {
    let idle = 0
    const look = () => {
      idle = this.#isUnderWay() ? 0 : idle + 1
      const { nothingLeftForReal, tookTooLongForReal } = words.deadlocks
      if (idle === 2) this.crash(new Deadlock(nothingLeftForReal()))
      if (this.clock.now > LONGEST) {
        this.crash(new Deadlock(tookTooLongForReal({ ms: LONGEST })))
      }
    }
    const timer = this.timers.quietly(() => host.real.setInterval(look, LOOK))
    return () => host.real.clearInterval(timer)
  }
}

function turn(): Promise<void> {
  return new Promise(resolve => host.real.setImmediate(resolve))
}
