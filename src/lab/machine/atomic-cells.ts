import type { BlockingCall } from '../ground/blocking-call.ts'
import { BusyWait } from '../ground/errors.ts'
import { words } from '../ground/words/words.ts'
import { type Board, Count } from './board.ts'
import { host } from './host.ts'
import type { Scheduler } from './scheduler.ts'
import type { Shared, SharedMemory } from './shared-memory.ts'
import type { AtomicOperations, SharedArray } from './simulated-thread.ts'

/** What can be done with a cell but waiting. */
export const OPERATIONS = [
  'load',
  'store',
  'add',
  'sub',
  'and',
  'or',
  'xor',
  'exchange',
  'compareExchange',
] as const
type Operation = (typeof OPERATIONS)[number]

/** How often a thread may look at a cell that does not change, and at all cells, while nobody else runs. */
const MOST_LOOKS = 20_000
const MOST_LOOKS_AT_ALL = 1_000_000
/** Enough for any picture; a loop that spins must not fill the memory. */
const MOST_RECORDED = 10_000

/** What a waiter's record says. */
const Waiter = { none: 0, blocked: 1, promised: 2, notified: 3 } as const
type WaiterState = (typeof Waiter)[keyof typeof Waiter]

/** What the cells need of the thread that calls. */
interface CellThread {
  readonly board: Board
  readonly scheduler: Scheduler
  readonly memory: SharedMemory
  readonly clock: { readonly now: number }
  point(): void
  stand(kind: 'waiting', ms: number, label: string, call: BlockingCall): void
  later(ms: number, action: () => void): () => void
  note(kind: 'atomics', label: string): void
  crash<E>(reason: E): E
}

/** One cell: which shared buffer, and at which byte of it. */
interface Cell {
  readonly shared: Shared
  readonly array: SharedArray
  readonly index: number
  readonly offset: number
}

/**
 * `Atomics` in a simulated run. Each call on shared memory is a point where threads may switch, before
 * its effect; the effect is the real function's. Waiting is simulated: a thread that waits hands the
 * token on, `notify` wakes in the order in which threads began to wait.
 */
export class AtomicCells implements AtomicOperations {
  readonly #thread: CellThread
  /** Promises of `waitAsync`, by the number of their record. */
  readonly #promised = new Map<number, Promised>()
  #looks = 0
  #allLooks = 0
  #lastLook = { handovers: -1, at: -1, cell: '' }
  #recorded = 0

  constructor(thread: CellThread) {
    this.#thread = thread
  }

  operate(name: Operation, array: SharedArray, index: number, args: readonly never[]): unknown {
    const real = host.real.atomics
    this.#point()
    const cell = this.#cell(array, index)
    const before = real.load(array, index)
    const result: unknown = (real[name] as (...all: unknown[]) => unknown)(array, index, ...args)
    const after = real.load(array, index)
    if (before === after) this.#looked(cell)
    else this.#changed(cell)
    this.#record(`${name} ${nameOf(cell)}`, shown(name, before, after, result))
    return result
  }

  /** @throws TypeError, as Node does, where the array can't be waited on */
  wait(
    array: SharedArray,
    index: number,
    value: never,
    timeout?: number,
  ): 'ok' | 'not-equal' | 'timed-out' {
    this.#point()
    // Without any time to wait the real function only compares, and checks what it was given.
    const compared = host.real.atomics.wait(array, index, value, 0)
    const cell = this.#cell(array, index)
    const ms = timeLimit(timeout)
    if (compared === 'not-equal' || ms === 0) {
      this.#looked(cell)
      this.#record(`wait ${nameOf(cell)}`, compared)
      return compared
    }
    const record = this.#enqueue(cell, Waiter.blocked)
    this.#thread.stand('waiting', ms, 'Atomics.wait', {
      name: 'Atomics.wait',
      cell: nameOf(cell),
      reason: 'nobodyNotifies',
    })
    return this.#take(record) ? 'ok' : 'timed-out'
  }

  waitAsync(array: SharedArray, index: number, value: never, timeout?: number): unknown {
    this.#point()
    const compared = host.real.atomics.wait(array, index, value, 0)
    const cell = this.#cell(array, index)
    const ms = timeLimit(timeout)
    if (compared === 'not-equal' || ms === 0) {
      this.#looked(cell)
      return { async: false, value: compared }
    }
    const record = this.#enqueue(cell, Waiter.promised)
    const { promise, resolve } = Promise.withResolvers<'ok' | 'timed-out'>()
    const callOff = Number.isFinite(ms)
      ? this.#thread.later(ms, () => this.#settle(record, 'timed-out'))
      : () => {}
    this.#promised.set(record, { resolve, callOff })
    return { async: true, value: promise }
  }

  notify(array: SharedArray, index: number, most = Number.POSITIVE_INFINITY): number {
    this.#point()
    // The real one checks what it was given, and wakes nobody: nobody really waits.
    host.real.atomics.notify(array, index, most)
    const cell = this.#cell(array, index)
    const { fields } = this.#thread.board
    const woken = this.#waitingOn(cell).slice(0, Math.max(0, Math.trunc(most)))
    for (const record of woken) {
      const isBlocked = fields.waiterState[record] === Waiter.blocked
      fields.waiterState[record] = Waiter.notified
      this.#thread.scheduler.wake(fields.waiterThread[record] as number, isBlocked)
    }
    if (woken.length === 0) this.#looked(cell)
    this.#record(`notify ${nameOf(cell)}`, `woke ${woken.length}`)
    return woken.length
  }

  /** What `waitAsync` promised and another thread has notified since: settles it, one at a time. */
  next(): (() => void) | undefined {
    const { waiterState } = this.#thread.board.fields
    for (const record of this.#promised.keys()) {
      if (waiterState[record] === Waiter.notified) return () => this.#settle(record, 'ok')
    }
    return undefined
  }

  /** Takes this thread's waiters out of all queues: it ends. */
  forget(): void {
    const { fields } = this.#thread.board
    for (let record = 0; record < this.#thread.board.count(Count.waiters); record++) {
      if (fields.waiterThread[record] === this.#thread.scheduler.me) {
        fields.waiterState[record] = Waiter.none
      }
    }
    this.#promised.clear()
  }

  #point(): void {
    this.#thread.point()
  }

  #cell(array: SharedArray, index: number): Cell {
    const shared = this.#thread.memory.of(array.buffer)
    const offset = array.byteOffset + index * array.BYTES_PER_ELEMENT
    return { shared, array, index, offset }
  }

  #changed({ shared, array, offset }: Cell): void {
    this.#allLooks = this.#looks = 0
    this.#thread.memory.changed(shared, offset, array.BYTES_PER_ELEMENT)
  }

  /** Counts looks at memory that does not change: nobody else runs meanwhile, so it never will. */
  #looked(cell: Cell): void {
    const handovers = this.#thread.board.count(Count.handovers)
    const at = this.#thread.clock.now
    const last = this.#lastLook
    const name = `${cell.shared.id} ${cell.offset}`
    if (last.handovers !== handovers || last.at !== at) this.#allLooks = this.#looks = 0
    if (last.cell !== name) this.#looks = 0
    this.#lastLook = { handovers, at, cell: name }
    if (++this.#looks < MOST_LOOKS && ++this.#allLooks < MOST_LOOKS_AT_ALL) return
    throw this.#thread.crash(
      new BusyWait(place =>
        words.busyWaits.cellRead({ cell: nameOf(cell), times: MOST_LOOKS, ms: at, place }),
      ),
    )
  }

  #record(label: string, outcome: string): void {
    if (++this.#recorded > MOST_RECORDED) return
    this.#thread.note('atomics', `${label}: ${outcome}`)
  }

  #enqueue({ shared, offset }: Cell, state: WaiterState): number {
    this.#thread.board.share()
    const { fields } = this.#thread.board
    const used = this.#thread.board.count(Count.waiters)
    const free = fields.waiterState.subarray(0, used).indexOf(Waiter.none)
    const record = free >= 0 ? free : this.#thread.board.next(Count.waiters)
    const most = fields.waiterState.length
    if (record >= most) throw new RangeError(words.errors.tooManyWaiters({ most }))
    fields.waiterState[record] = state
    fields.waiterThread[record] = this.#thread.scheduler.me
    fields.waiterBuffer[record] = shared.id
    fields.waiterOffset[record] = offset
    fields.waiterTicket[record] = this.#thread.board.next(Count.tickets) + 1
    return record
  }

  /** Takes a record back, and tells whether it was notified. */
  #take(record: number): boolean {
    const { waiterState } = this.#thread.board.fields
    const notified = waiterState[record] === Waiter.notified
    waiterState[record] = Waiter.none
    return notified
  }

  /** Records that wait on a cell, the first to come first. */
  #waitingOn({ shared, offset }: Cell): number[] {
    const { fields } = this.#thread.board
    const found: number[] = []
    for (let record = 0; record < this.#thread.board.count(Count.waiters); record++) {
      const state = fields.waiterState[record]
      if (state !== Waiter.blocked && state !== Waiter.promised) continue
      if (fields.waiterBuffer[record] !== shared.id) continue
      if (fields.waiterOffset[record] === offset) found.push(record)
    }
    const ticketOf = (record: number) => fields.waiterTicket[record] as number
    return found.sort((a, b) => ticketOf(a) - ticketOf(b))
  }

  #settle(record: number, how: 'ok' | 'timed-out'): void {
    const promised = this.#promised.get(record)
    this.#promised.delete(record)
    this.#take(record)
    promised?.callOff()
    promised?.resolve(how)
  }
}

interface Promised {
  readonly resolve: (how: 'ok' | 'timed-out') => void
  readonly callOff: () => void
}

/** `[0]`, or `2:[0]` in the second shared buffer of the run. */
function nameOf({ shared, index }: Cell): string {
  return shared.id === 1 ? `[${index}]` : `${shared.id}:[${index}]`
}

/** `0 -> 1` for a change, the value for a look; what `compareExchange` says on top. */
function shown(name: Operation, before: unknown, after: unknown, result: unknown): string {
  if (name === 'load') return String(result)
  if (name === 'compareExchange' && before === after) return `stays ${before}`
  return `${before} -> ${after}`
}

/** How long `Atomics.wait` waits: for ever where the time is no number. */
function timeLimit(timeout: unknown): number {
  const ms = timeout === undefined ? Number.NaN : Number(timeout)
  return Number.isNaN(ms) ? Number.POSITIVE_INFINITY : Math.max(0, ms)
}
