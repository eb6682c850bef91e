import { tidy } from '../../ground/time.ts'
import type { Span } from '../../ground/trace.ts'
import { latenessOf } from '../rows.ts'
import { type Diagnosis, type FactsOf, found } from './diagnosis.ts'
import { total, wantsMore } from './facts.ts'

export const loopBlocked: Diagnosis = ({ trace, blocked, lag, elapsed }, goal) => {
  const allowed = goal.blocked ?? (wantsMore(goal, elapsed, 1) ? 0 : Number.POSITIVE_INFINITY)
  const lateTimers = trace.filter(span => latenessOf(span) > 0)
  if (blocked <= allowed) {
    return goal.blocked !== undefined && lag > goal.blocked
      ? found('timerLate', { lag, blocked }, lateTimers)
      : undefined
  }
  const turns = [...Map.groupBy(trace, span => span.turn)].filter(([turn]) => turn !== undefined)
  const [, worst = []] = turns.find(([, spans]) => tidy(total(spans)) === blocked) ?? []
  const longest = worst.reduce((a, b) => (total([b]) > total([a]) ? b : a))
  return found(
    'loopBlocked',
    {
      label: longest.label,
      ms: total([longest]),
      from: longest.from,
      all: blocked,
      advice: adviceFor(longest, worst, turns),
    },
    [...worst, ...lateTimers],
  )
}

function adviceFor(
  { kind }: Span,
  worst: readonly Span[],
  turns: readonly [unknown, readonly Span[]][],
): FactsOf<'loopBlocked'>['advice'] {
  if (kind === 'waiting') return 'waits'
  if (kind === 'blocked') return 'blocks'
  if (turns.length < 2) return 'neverYields'
  const isRest = turns.length === 2 && turns[1]?.[1] === worst && worst.length > 1
  return isRest ? 'yieldsOnlyOnce' : 'yieldsTooRarely'
}
