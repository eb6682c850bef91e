import type { BlockingCall } from '../ground/blocking-call.ts'
import { Deadlock } from '../ground/errors.ts'
import type { Recorder } from '../ground/recorder.ts'
import { words } from '../ground/words/words.ts'
import type { Notice } from '../machine/cores.ts'
import { host } from '../machine/host.ts'
import type { ThreadOnRealClock } from '../machine/simulated-thread.ts'
import { TimeAccounting } from '../machine/time-accounting.ts'
import type { ClientThread } from '../servers/client-thread.ts'
import { FakeNetwork, type Scripts } from '../servers/fake-network.ts'
import type { RealClock } from './clock.ts'
import { TimerWatch } from './timer-watch.ts'

/**
 * One thread of a run on the real clock: time really passes, threads really run side by side, and what
 * happens is only written down. It has what a simulated thread has for `#lab/blocking` and for `fetch`.
 */
export class RealThread implements ClientThread, ThreadOnRealClock {
  readonly clock: RealClock
  readonly recorder: Recorder
  readonly network: FakeNetwork
  readonly timers: TimerWatch
  protected readonly accounting: TimeAccounting
  /** What `fetch` goes on to. */
  fetch: typeof fetch = (...args) => this.network.server.refuse(...args)
  /** How many requests of `fetch` are on their way. */
  fetching = 0
  /** True once the run is over: what its program still does has no effect any more. */
  over = false

  constructor(clock: RealClock, me: number, scripts: Scripts, recorder: Recorder) {
    this.clock = clock
    this.recorder = recorder
    this.network = new FakeNetwork(this, scripts)
    this.accounting = new TimeAccounting({
      pulse: clock,
      recorder,
      cores: { use: work },
      row: me === 0 ? 'main' : `thread ${me}`,
      charge: () => {},
      pause: until => standStill(until - clock.now),
      neverEnds: call => new Deadlock(words.deadlocks.blockedForever(call)),
    })
    this.timers = new TimerWatch(recorder, () => this.accounting.turned())
  }

  /** A blocking call. */
  block(ms: number, label: string): void {
    this.stand('blocked', ms, label, { name: label, reason: 'nothingEndsIt' })
  }

  stand(kind: 'blocked', ms: number, label: string, call: BlockingCall): void {
    this.accounting.stand(kind, ms, label, call)
  }

  /** Processor work. */
  compute(ms: number, label: string): void {
    this.accounting.compute(ms, label)
  }

  /** Threads switch where the operating system likes. */
  point(): void {}

  later(ms: number, action: () => void): () => void {
    const timer = this.timers.quietly(() => host.real.setTimeout(action, ms))
    return () => host.real.clearTimeout(timer)
  }

  crash(reason: unknown): unknown {
    throw reason
  }

  during<T>(operation: Promise<T>): Promise<T> {
    return operation
  }

  /** A request in flight is an open span: nothing else needs to know. */
  requestOpened(): void {}
  requestClosed(): void {}
}

function standStill(ms: number): boolean {
  if (ms === Number.POSITIVE_INFINITY) return false
  host.real.atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
  return true
}

/** Keeps a core busy until the thread has had so many ms of processor time, however long that takes. */
function work(ms: number, _pause: unknown, notice: Notice): void {
  const { threadCpuUsage, now } = host.real
  notice.begin('computing')
  const before = threadCpuUsage()
  for (let left = ms; left > 0; ) {
    // To ask the operating system all the time would be another kind of work.
    for (const end = now() + Math.min(left, 0.5); now() < end; );
    const { user, system } = threadCpuUsage(before)
    left = ms - (user + system) / 1000
  }
  notice.charged(ms)
}
