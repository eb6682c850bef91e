import { invariant } from './invariant.ts'
import { adopt, noteOrigin, type Origin, originOf } from './origins.ts'
import { type Kind, MAIN, type Outcome, type Span } from './trace.ts'

/** A row of a trace: a thread's own, or one that gets its number when the trace is done. */
export type Row = 'main' | `thread ${number}` | NumberedRow

/** Rows are told apart by identity. Only those that are shown are counted. */
export interface NumberedRow {
  readonly group: 'request' | 'query' | 'connection' | 'timer' | 'message'
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
  /** How many spans may still be asked where they began: nobody looks at more. */
  #origins = MOST_ORIGINS

  constructor(pulse: Pulse, thread: number) {
    this.#pulse = pulse
    this.#thread = thread === MAIN ? {} : { thread }
  }

  /** @param origin where it began, if that is not the call that is going on */
  open(
    span: Pick<OpenSpan, 'row' | 'kind' | 'label'> & Partial<OpenSpan>,
    origin?: Origin,
  ): OpenSpan {
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
    if (this.#origins > 0 && !opened.hidden && !INSTANTS.has(opened.kind)) {
      this.#origins--
      noteOrigin(opened, origin)
    }
    return opened
  }

  /** Ends an open span, now or at a given simulated time. */
  close(span: OpenSpan, outcome: Outcome, at = this.#pulse.now): void {
    invariant(span.outcome === 'open', 'a span is closed twice')
    invariant(at >= span.from, 'a span ends before it begins')
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

  /** Adds what another thread has written, and which lines began it. */
  add(spans: readonly OpenSpan[], lines: readonly (string | undefined)[] = []): void {
    for (const [index, span] of spans.entries()) adopt(span, { line: lines[index] })
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
    return shown.map(open => {
      const { row, hidden, background, opened, closed, turn, ...own } = open
      const span: Span = {
        track: names.get(row) as string,
        ...own,
        ...(turn === undefined ? {} : { turn: turns[turn] as number }),
        opened: order[opened] as number,
        closed: order[closed] as number,
      }
      adopt(span, originOf(open))
      return span
    })
  }
}

/** What has no length: a program that shares memory has thousands of them. */
const INSTANTS = new Set<Kind>(['atomics', 'switch'])

/** As many spans as a picture has at the most. */
const MOST_ORIGINS = 1_000

/** How things end that end with their thread. */
const ENDS: Partial<Record<Kind, Outcome>> = {
  request: 'ended',
  query: 'ended',
  connection: 'ended',
  timer: 'ended',
  interval: 'ended',
  message: 'ended',
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
