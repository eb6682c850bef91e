import type { ChromeTrace, TraceEvent } from '#lab/drawing'

/** What is wrong with a trace in Chrome's format, by its rules: a sentence each. */
export function brokenRulesIn({ traceEvents }: ChromeTrace): string[] {
  const slices = traceEvents.filter(({ ph }) => ph === 'X')
  return [...wrongFields(traceEvents), ...overlaps(slices), ...wrongFlows(traceEvents, slices)]
}

function wrongFields(events: readonly TraceEvent[]): string[] {
  return events.flatMap(({ ph, name, ts, dur, pid, tid }) => {
    const numbers = [pid, tid, ...(ph === 'M' ? [] : [ts]), ...(ph === 'X' ? [dur] : [])]
    return [
      ...(name === '' ? ['no name'] : []),
      ...(numbers.every(Number.isFinite) ? [] : [`${name}: not a number`]),
      ...((dur ?? 0) < 0 ? [`${name}: ends before it begins`] : []),
    ]
  })
}

/** Two slices of a track are apart, or one lies in the other. */
function overlaps(slices: readonly TraceEvent[]): string[] {
  const tracks = Map.groupBy(slices, ({ pid, tid }) => `${pid} ${tid}`)
  return [...tracks.values()].flatMap(track =>
    track.flatMap((one, index) =>
      track.slice(index + 1).flatMap(other => {
        const [a, b] = [rangeOf(one), rangeOf(other)]
        const isApart = a.to <= b.from || b.to <= a.from
        const isNested = (a.from <= b.from && b.to <= a.to) || (b.from <= a.from && a.to <= b.to)
        return isApart || isNested ? [] : [`${one.name} and ${other.name} overlap`]
      }),
    ),
  )
}

/** A flow has a beginning and an end, in this order, each inside of a slice of its track. */
function wrongFlows(events: readonly TraceEvent[], slices: readonly TraceEvent[]): string[] {
  const ends = events.filter(({ ph }) => ph === 's' || ph === 'f')
  const flows = Map.groupBy(ends, ({ pid, id }) => `${pid} ${id}`)
  return [...flows.values()].flatMap(flow => {
    const [start, finish, ...others] = flow
    if (start?.ph !== 's' || finish?.ph !== 'f' || others.length > 0) return ['a flow has one end']
    const isInside = (event: TraceEvent) =>
      slices.some(slice => {
        const { from, to } = rangeOf(slice)
        const at = event.ts ?? 0
        return slice.pid === event.pid && slice.tid === event.tid && from <= at && at <= to
      })
    return [
      ...((start.ts ?? 0) > (finish.ts ?? 0) ? ['a flow ends before it begins'] : []),
      ...(isInside(start) && isInside(finish) ? [] : ['a flow end has no slice around it']),
    ]
  })
}

function rangeOf({ ts = 0, dur = 0 }: TraceEvent): { from: number; to: number } {
  return { from: ts, to: ts + dur }
}
