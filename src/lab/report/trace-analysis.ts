import type { DrawnSpan, Span } from '../ground/trace.ts'

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

/**
 * `GET https://host/path`: what a request asked for, as the server's routes are called. One for the head alone is
 * answered by the same route.
 */
export function addressIn({ method, url }: Span): string {
  return `${method === 'HEAD' ? 'GET' : method} ${url}`
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

/** Of messages only those that had to wait are of interest to who looks at a picture. */
export function isOfInterest({ kind, from, to }: DrawnSpan): boolean {
  return kind !== 'message' || to > from
}

/** A span's place in time. */
export type Stretch = Pick<Span, 'from' | 'to' | 'opened' | 'closed'>

/** The most spans open at once. One that ends at the instant at which another begins made room for it. */
export function peakOf(spans: readonly Stretch[]): number {
  return peakAt(spans).many
}

/** The spans that were open when most were. */
export function openAtPeak<Some extends Stretch>(spans: readonly Some[]): Some[] {
  const { order } = peakAt(spans)
  return spans.filter(({ opened, closed }) => opened <= order && closed > order)
}

/** How many were open at the most, when that first was so, and which beginning it was that made it so. */
export function peakAt(spans: readonly Stretch[]): { many: number; at: number; order: number } {
  const moments = spans
    .flatMap(({ from, to, opened, closed }) => [
      { at: from, order: opened, change: 1 },
      { at: to, order: closed, change: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.order - b.order)
  let open = 0
  let peak = { many: 0, at: 0, order: -1 }
  for (const { change, at, order } of moments) {
    open += change
    if (open > peak.many) peak = { many: open, at, order }
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
