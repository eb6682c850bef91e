import { count } from '../../ground/text.ts'
import { tidy } from '../../ground/time.ts'
import type { Span } from '../../ground/trace.ts'
import type { Diagnosis } from './diagnosis.ts'
import { total, wantsMore } from './facts.ts'

export const loopBlocked: Diagnosis = ({ trace, blocked, lag, elapsed }, goal) => {
  const allowed = goal.blocked ?? (wantsMore(goal, elapsed, 1) ? 0 : Number.POSITIVE_INFINITY)
  if (blocked <= allowed) {
    return goal.blocked !== undefined && lag > goal.blocked
      ? `A timer fired ${count(lag)} ms late, though the loop was never blocked for more than ` +
          `${count(blocked)} ms at once: what ran before it kept the loop busy several times in a row.`
      : undefined
  }
  const turns = [...Map.groupBy(trace, span => span.turn)].filter(([turn]) => turn !== undefined)
  const [, worst = []] = turns.find(([, spans]) => tidy(total(spans)) === blocked) ?? []
  const longest = worst.reduce((a, b) => (total([b]) > total([a]) ? b : a))
  return (
    `\`${longest.label}\` blocked the loop for ${count(total([longest]))} ms ` +
    `(from ${count(longest.from)} ms), ${count(blocked)} ms in all before it could turn again: ` +
    `no timer fired and no answer was read meanwhile. ${adviceFor(longest, turns.length)}`
  )
}

function adviceFor({ kind }: Span, turns: number): string {
  if (kind === 'waiting') {
    return (
      'What waits for a thread with Atomics.wait stands still itself. On the main thread listen to its ' +
      'messages, or await Atomics.waitAsync.'
    )
  }
  if (kind === 'blocked') {
    return (
      'Wrapping it in `async`, a promise or a timer does not help, it stops the thread wherever it is ' +
      'called. Call its cooperative twin and await that.'
    )
  }
  return turns > 1
    ? 'The loop did turn in between, but not often enough: a slice is over as soon as its time is reached.'
    : 'Do a part of the work, let the loop turn and wait for that, do the next. `await null`, ' +
        '`queueMicrotask` and `process.nextTick` do not let it turn; `setImmediate` does.'
}
