import { MAIN } from '../machine/board.ts'

/** What a stretch of time was spent on. */
export type Kind =
  /** A request: from when the server got it until the server's last word. */
  | 'request'
  /** A query to a database: from when the database got it until its last word. */
  | 'query'
  /** A connection to a database: from when it was asked for until one side closed it. */
  | 'connection'
  /** A timer that fires once: from when it was set until it fired. */
  | 'timer'
  /** One period of a timer that repeats. */
  | 'interval'
  /** A thread stood still in a blocking call. */
  | 'blocked'
  /** A thread kept a processor core busy. */
  | 'computing'
  /** A thread waited for a core, or in `Atomics.wait` for another thread. */
  | 'waiting'
  /** A thread lived: from `new Worker` until its end. */
  | 'thread'
  /** A call of `Atomics` on shared memory: one instant. */
  | 'atomics'
  /** One of the run's choices gave the turn to another thread: one instant. */
  | 'switch'

/** How a stretch of time ended; `open` is one that was still going on when the run was over. */
export type Outcome =
  | 'open'
  /** A timer fired, or blocking or computing was over. */
  | 'done'
  /** The program cleared the timer. */
  | 'cleared'
  /** The server answered; see `status`. */
  | 'answered'
  /** The server cut the connection. */
  | 'cut'
  /** The program gave the request up. */
  | 'dropped'
  /** One side closed the connection, with every answer given. */
  | 'closed'
  /** Its thread ended. */
  | 'ended'
  /** The server does not know the address, or the query. */
  | 'unknown'

/** A stretch of simulated time. A trace is plain data: two equal runs have equal traces, byte for byte. */
export interface Span {
  /** The row it belongs to: `main`, `thread 2`, `request 7`, `timer 3`. */
  readonly track: string
  readonly kind: Kind
  /** What the student would call it: `GET /posts/7`, `setTimeout 40`, `burn`. */
  readonly label: string
  /** Simulated ms. */
  readonly from: number
  /** Simulated ms; where `outcome` is `open`, when the run was over. */
  readonly to: number
  readonly outcome: Outcome
  /** Which beginning or end of a span it was, counted through the run: order within one instant. */
  readonly opened: number
  readonly closed: number
  /** When a timer should have fired, in simulated ms: earlier than `to` when the loop was blocked. */
  readonly due?: number
  /** The address of a request, and its method; for queries and connections, the database's. */
  readonly url?: string
  readonly method?: string
  /** The values of a query, in the order of its placeholders. */
  readonly values?: readonly unknown[]
  /** The code of the error that a query was answered with. */
  readonly code?: string
  /** True for a request that its thread stood still for. */
  readonly blocking?: boolean
  /** The status of an answer. */
  readonly status?: number
  /** Which thread it happened on; not there on the main thread. */
  readonly thread?: number
  /** Which of the loop's turns a blocking call or a computation was part of; only such turns count. */
  readonly turn?: number
}

/** As much of a span as a picture shows. */
export type DrawnSpan = Omit<Span, 'url' | 'method' | 'values' | 'turn'>

/** A row of a trace: a thread's own, or one that gets its number when the trace is done. */
export type Row = 'main' | `thread ${number}` | NumberedRow

/** Rows are told apart by identity. Only those that are shown are counted. */
export interface NumberedRow {
  readonly group: 'request' | 'query' | 'connection' | 'timer'
}

/** A span that is being written. */
export interface OpenSpan extends Omit<{ -readonly [Key in keyof Span]: Span[Key] }, 'track'> {
  readonly row: Row
  /** True for what Node's own libraries do for themselves: left out of the trace. */
  hidden?: boolean
  /** True for an unref'd timer: it does not keep the program alive. */
  background?: boolean
}

/** What a recorder needs of its run: the time in ms, and a count that all the run's threads share. */
export interface Pulse {
  readonly now: number
  /** How many beginnings and ends there were. */
  readonly events: number
  /** Counts one more; answers with how many there were before. */
  nextEvent(): number
}

/** Writes what happens on one thread. All threads count beginnings and ends together. */
export class Recorder {
  readonly #pulse: Pulse
  readonly #thread: { thread?: number }
  #spans: OpenSpan[] = []

  constructor(pulse: Pulse, thread: number) {
    this.#pulse = pulse
    this.#thread = thread === MAIN ? {} : { thread }
  }

  open(span: Pick<OpenSpan, 'row' | 'kind' | 'label'> & Partial<OpenSpan>): OpenSpan {
    const opened: OpenSpan = {
      from: this.#pulse.now,
      to: Number.NaN,
      outcome: 'open',
      opened: this.#pulse.nextEvent(),
      closed: Number.NaN,
      ...this.#thread,
      ...span,
    }
    this.#spans.push(opened)
    return opened
  }

  /** Ends a span, now or at a given simulated time; one that has ended stays as it is. */
  close(span: OpenSpan, outcome: Outcome, at = this.#pulse.now): void {
    if (span.outcome !== 'open') return
    span.outcome = outcome
    span.to = at
    span.closed = this.#pulse.nextEvent()
  }

  openSpans(): OpenSpan[] {
    return this.#spans.filter(span => span.outcome === 'open' && !span.hidden)
  }

  /** Ends all that is open, as its thread has ended. */
  closeAll(open = this.openSpans()): void {
    for (const span of open) this.close(span, ENDS[span.kind] ?? 'done')
  }

  /** Adds what another thread has written. */
  add(spans: readonly OpenSpan[]): void {
    this.#spans = this.#spans.concat(spans)
  }

  /** All spans so far, in the order in which they began. */
  get spans(): OpenSpan[] {
    return this.#spans.sort((a, b) => a.opened - b.opened)
  }

  /** Where the count of beginnings and ends stands. */
  get events(): number {
    return this.#pulse.events
  }

  /** The trace, with what is still open ending now. */
  finish(): Span[] {
    const shown = this.spans.filter(span => !span.hidden)
    for (const span of shown) {
      if (span.outcome === 'open') {
        Object.assign(span, { to: this.#pulse.now, closed: this.#pulse.nextEvent() })
      }
    }
    const names = namesOf(shown)
    const order = ranks(shown.flatMap(({ opened, closed }) => [opened, closed]))
    const turns = ranks(shown.flatMap(({ turn = [] }) => turn))
    return shown.map(({ row, hidden, background, opened, closed, turn, ...span }) => ({
      track: names.get(row) as string,
      ...span,
      ...(turn === undefined ? {} : { turn: turns[turn] as number }),
      opened: order[opened] as number,
      closed: order[closed] as number,
    }))
  }
}

/** How things end that end with their thread. */
const ENDS: Partial<Record<Kind, Outcome>> = {
  request: 'ended',
  query: 'ended',
  connection: 'ended',
  timer: 'ended',
  interval: 'ended',
}

/** For each of some whole numbers, how many smaller ones there are: what was left out leaves no trace. */
function ranks(numbers: readonly number[]): Uint32Array {
  const size = numbers.reduce((most, number) => Math.max(most, number), -1) + 1
  const present = new Uint8Array(size)
  for (const number of numbers) present[number] = 1
  const result = new Uint32Array(size)
  let rank = 0
  for (let number = 0; number < size; number++) {
    result[number] = rank
    rank += present[number] as number
  }
  return result
}

function namesOf(spans: readonly OpenSpan[]): Map<Row, string> {
  const counts = new Map<string, number>()
  const names = new Map<Row, string>()
  for (const { row } of spans) {
    if (!names.has(row)) names.set(row, typeof row === 'string' ? row : nextIn(row, counts))
  }
  return names
}

function nextIn({ group }: NumberedRow, counts: Map<string, number>): string {
  const number = (counts.get(group) ?? 0) + 1
  counts.set(group, number)
  return `${group} ${number}`
}

/** Requests and queries, in the order in which the servers got them. */
export function requestsOf<Some extends DrawnSpan>(trace: readonly Some[]): Some[] {
  return trace.filter(
    ({ kind, outcome }) => (kind === 'request' || kind === 'query') && outcome !== 'unknown',
  )
}

/** Connections to databases, in the order in which they were asked for. */
export function connectionsOf(trace: readonly Span[]): Span[] {
  return trace.filter(span => span.kind === 'connection')
}

/** The lives of the threads that were started, in the order in which they were. */
export function threadsOf(trace: readonly Span[]): Span[] {
  return trace.filter(span => span.kind === 'thread')
}

/** `GET https://host/path`: what a request asked for, as the server's routes are called. */
export function addressIn({ method, url }: Span): string {
  return `${method} ${url}`
}

/**
 * The first request that started out of order, where `places` says which place each of them has; -1 if
 * none did. What different threads start at one instant has no order.
 */
export function firstOutOfOrder(spans: readonly Span[], places: readonly number[]): number {
  let earlier = Number.NEGATIVE_INFINITY
  let instant = new Map<number | undefined, number>()
  for (const [index, { from, thread }] of spans.entries()) {
    if (index > 0 && from !== spans[index - 1]?.from) {
      earlier = Math.max(earlier, ...instant.values())
      instant = new Map()
    }
    const place = places[index] as number
    if (place < Math.max(earlier, instant.get(thread) ?? earlier)) return index
    instant.set(thread, place)
  }
  return -1
}

/** What a program waited for side by side: its requests or, where it made none, its timers. */
export function workOf<Some extends DrawnSpan>(trace: readonly Some[]): Some[] {
  const requests = requestsOf(trace)
  return requests.length > 0 ? requests : trace.filter(span => span.kind === 'timer')
}

/** A span's place in time. */
export type Stretch = Pick<Span, 'from' | 'to' | 'opened' | 'closed'>

/** The most spans open at once. One that ends at the instant at which another begins made room for it. */
export function peakOf(spans: readonly Stretch[]): number {
  const moments = spans
    .flatMap(({ from, to, opened, closed }) => [
      { at: from, order: opened, change: 1 },
      { at: to, order: closed, change: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.order - b.order)
  let open = 0
  let peak = 0
  for (const { change } of moments) {
    open += change
    peak = Math.max(peak, open)
  }
  return peak
}

/** Work grouped so that each group begins only when all before it have ended. */
export function batchesOf(work: readonly Span[]): Span[][] {
  const batches: Span[][] = []
  let lastEnd = Number.NEGATIVE_INFINITY
  for (const span of work) {
    if (span.opened > lastEnd) batches.push([])
    batches.at(-1)?.push(span)
    lastEnd = Math.max(lastEnd, span.closed)
  }
  // One that only begins when another of its group has ended: no batch waits for its slowest here.
  if (batches.some(batch => peakOf(batch) < batch.length)) return [[...work]]
  return batches
}
