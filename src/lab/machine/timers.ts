import { CallContext } from '../ground/call-context.ts'
import { type Origin, originOf } from '../ground/origins.ts'
import type { NumberedRow, OpenSpan } from '../ground/recorder.ts'
import { calledFrom, UNDICI } from '../ground/stack-frames.ts'
import type { Outcome } from '../ground/trace.ts'
import type { ClockEvent } from './event-queue.ts'
import { host } from './host.ts'
import type { Callback, SimulatedThread, TimerKind } from './simulated-thread.ts'

const LONGEST = 2 ** 31 - 1

/** Tells the lab's timers from Node's, also those made by another copy of the lab. */
const SIMULATED = Symbol.for('cooperativo.timer')

/** Timers whose number was asked for: `clearTimeout` takes the number, too. */
const byNumber = new Map<number, SimTimer>()
let numbers = 0

/** How long Node waits when asked for `delay`: whole ms, at least 1, and 1 for what is too long. */
function effectiveDelay(delay: unknown): number {
  const ms = Number(delay)
  return ms >= 1 && ms <= LONGEST ? Math.trunc(ms) : 1
}

/**
 * A timer of the simulated program, with the whole interface of Node's `Timeout`. It belongs to one run;
 * when it is refreshed later it moves to the run that is on then, or to the real clock where none is.
 * (Node's `fetch` keeps such a timer for its own use.)
 */
export class SimTimer implements ClockEvent {
  readonly [SIMULATED] = true
  at = 0
  seq = 0
  slot = -1
  keepsAlive: boolean
  readonly #repeat: boolean
  readonly #name: string
  readonly #delay: number
  readonly #callback: (...args: unknown[]) => unknown
  readonly #args: unknown[]
  readonly #context = new CallContext()
  #machine: SimulatedThread
  #row: NumberedRow | undefined
  #span: OpenSpan | undefined
  /** Where it was set: it is armed again by the loop. */
  #origin: Origin | undefined
  #cleared = false
  #internal = false
  /** A database's client sets timers of its own; the trace is about the student's. */
  readonly #hidden: boolean
  readonly #housekeeping: boolean
  #real: NodeJS.Timeout | undefined
  #number: number | undefined

  constructor(
    machine: SimulatedThread,
    callback: Callback,
    delay: unknown,
    args: unknown[],
    { name, repeat = false, ref = true, hidden = false, housekeeping = false }: TimerKind,
  ) {
    this.#machine = machine
    this.#callback = callback as (...args: unknown[]) => unknown
    this.#delay = effectiveDelay(delay)
    this.#args = args
    this.#name = name
    this.#repeat = repeat
    this.keepsAlive = ref
    this.#housekeeping = housekeeping
    this.#hidden =
      hidden || (machine.network.databases.any && calledFrom(/[\\/]node_modules[\\/]/, 8))
    this.#join(machine)
  }

  /** Fires. An interval is armed again afterwards, but from the moment its turn came: as in Node. */
  happen(): void {
    const { clock } = this.#machine
    const start = clock.now
    clock.cancel(this)
    if (this.#internal) host.internalTimers.delete(this)
    else this.#machine.noteLag(start - this.at)
    this.#end('done')
    try {
      this.#call()
    } finally {
      if (this.#repeat && !this.#cleared && this.slot < 0) this.#arm(start)
    }
  }

  close(): this {
    this.#cleared = true
    this.#machine.clock.cancel(this)
    this.#end('cleared')
    host.real.clearTimeout(this.#real)
    host.internalTimers.delete(this)
    if (this.#number !== undefined) byNumber.delete(this.#number)
    return this
  }

  refresh(): this {
    this.close()
    if (host.machine) this.#join(host.machine)
    else this.#armForReal()
    if (this.#internal) host.internalTimers.add(this)
    return this
  }

  ref(): this {
    return this.#keepAlive(true)
  }

  unref(): this {
    // undici sets such timers for its housekeeping; the trace is about the student's.
    if (!this.#internal && calledFrom(UNDICI, 5)) {
      if (this.#span) this.#span.hidden = true
      this.close()
      this.#internal = true
      this.refresh()
    }
    return this.#keepAlive(false)
  }

  get repeats(): boolean {
    return this.#repeat
  }

  get housekeeping(): boolean {
    return this.#internal || this.#housekeeping
  }

  hasRef(): boolean {
    return this.keepsAlive
  }

  [Symbol.toPrimitive](): number {
    this.#number ??= ++numbers
    byNumber.set(this.#number, this)
    return this.#number
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #join(machine: SimulatedThread): void {
    if (machine !== this.#machine || !this.#row) this.#row = { group: 'timer' }
    this.#machine = machine
    this.#cleared = false
    this.#arm(machine.clock.now)
  }

  #arm(from: number): void {
    const { clock, recorder } = this.#machine
    // Housekeeping keeps the same step in every run, whatever an earlier run began: so runs stay equal.
    const steps = this.#internal ? Math.floor(from / this.#delay) * this.#delay : from
    this.at = steps + this.#delay
    clock.add(this)
    const span = recorder.open(
      {
        row: this.#row as NumberedRow,
        kind: this.#repeat ? 'interval' : 'timer',
        label: `${this.#name} ${this.#delay}`,
        from,
        due: this.at,
        hidden: this.#internal || this.#hidden,
        background: !this.keepsAlive,
      },
      this.#origin,
    )
    this.#span = span
    this.#origin ??= originOf(span)
  }

  #end(outcome: Outcome): void {
    const span = this.#span
    this.#span = undefined
    if (span) this.#machine.recorder.close(span, outcome)
  }

  #armForReal(): void {
    this.#real = host.real.setTimeout(() => {
      host.internalTimers.delete(this)
      this.#call()
    }, this.#delay)
    if (!this.keepsAlive) this.#real.unref()
  }

  #call(): void {
    this.#context.call(this.#callback, this, ...this.#args)
  }

  #keepAlive(yes: boolean): this {
    if (this.keepsAlive === yes) return this
    this.keepsAlive = yes
    this.#machine.clock.recount(this)
    if (this.#span) this.#span.background = !yes
    return this
  }
}

/** A callback of the simulated program that waits for the end of this turn of the loop. */
export class SimImmediate {
  readonly [SIMULATED] = true
  readonly #run: () => void
  #waiting = true
  #refed = true
  /** Where it was asked for; known only when the machine suspects an endless loop. */
  readonly stack: string | undefined

  constructor(callback: Callback, args: unknown[], stack?: string) {
    const context = new CallContext()
    this.#run = () => context.call(callback as (...args: unknown[]) => unknown, this, ...args)
    this.stack = stack
  }

  get waiting(): boolean {
    return this.#waiting
  }

  happen(): void {
    this.#waiting = false
    this.#run()
  }

  close(): this {
    this.#waiting = false
    return this
  }

  ref(): this {
    this.#refed = true
    return this
  }

  unref(): this {
    this.#refed = false
    return this
  }

  hasRef(): boolean {
    return this.#refed
  }

  [Symbol.dispose](): void {
    this.close()
  }
}

/** The lab's timer that a program means by what it hands to `clearTimeout`; none for Node's own. */
export function simulated(timer: unknown): { close(): unknown } | undefined {
  if (typeof timer === 'number' || typeof timer === 'string') return byNumber.get(Number(timer))
  return typeof timer === 'object' && timer !== null && SIMULATED in timer
    ? (timer as unknown as { close(): unknown })
    : undefined
}
