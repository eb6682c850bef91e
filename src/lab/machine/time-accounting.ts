import type { BlockingCall } from '../ground/blocking-call.ts'
import type { OpenSpan, Pulse, Recorder, Row } from '../ground/recorder.ts'
import { tidy } from '../ground/time.ts'
import type { Kind } from '../ground/trace.ts'
import type { Cores } from './cores.ts'

/** What a thread needs to spend time. */
interface Means {
  readonly pulse: Pulse
  readonly recorder: Recorder
  readonly cores: Pick<Cores, 'use'>
  readonly row: Row
  /** So many ms of processor time are spent. */
  charge(ms: number): void
  /** Lets others go on until a time; false when nobody can any more. */
  pause(until: number): boolean
  /** What to throw where a blocking call never ends. */
  neverEnds(call: BlockingCall): unknown
}

/** How one thread spends time: it stands still in blocking calls, and computes on a core. */
export class TimeAccounting {
  readonly #means: Means
  /** Processor work of this thread so far, in ms. */
  cpu = 0
  /** The longest that its loop did not turn, in ms. */
  blocked = 0
  /** The blocking call that it stands still in. */
  standsIn: BlockingCall | undefined
  #turns = 0
  #thisTurn = 0

  constructor(means: Means) {
    this.#means = means
  }

  /** The loop has turned: what blocks it is counted anew. */
  turned(): void {
    this.#turns++
    this.#thisTurn = 0
  }

  /** Stands still for so many ms, or until another thread wakes this one. */
  stand(kind: 'blocked' | 'waiting', ms: number, label: string, call: BlockingCall): void {
    const { recorder, pause, neverEnds } = this.#means
    const from = this.#now
    const span = this.#open(kind, label)
    this.standsIn = call
    if (!pause(tidy(from + ms))) throw neverEnds(call)
    this.standsIn = undefined
    recorder.close(span, 'done')
    this.#spent(from)
  }

  /** Computes for so many ms of processor time. */
  compute(ms: number, label: string): void {
    const { recorder, cores, pause, charge } = this.#means
    const from = this.#now
    let span: OpenSpan | undefined
    const end = () => span && recorder.close(span, 'done')
    cores.use(ms, pause, {
      begin: what => {
        end()
        span = this.#open(what, what === 'waiting' ? 'core' : label)
      },
      charged: cost => {
        this.cpu = tidy(this.cpu + cost)
        charge(cost)
      },
    })
    end()
    this.#spent(from)
  }

  get #now(): number {
    return this.#means.pulse.now
  }

  #open(kind: Kind, label: string): OpenSpan {
    const { recorder, row } = this.#means
    // Turns are counted where they can be too long: on the main thread.
    return recorder.open({ row, kind, label, ...(row === 'main' ? { turn: this.#turns } : {}) })
  }

  #spent(from: number): void {
    this.#thisTurn = tidy(this.#thisTurn + this.#now - from)
    this.blocked = Math.max(this.blocked, this.#thisTurn)
  }
}
