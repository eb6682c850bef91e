import { wrap } from '../ground/text.ts'
import type { Run } from '../run/run.ts'
import { diagnose } from './diagnoses/diagnose.ts'
import { type Goal, sentenceOf } from './diagnoses/diagnosis.ts'
import { steps } from './steps.ts'
import { timeline } from './timeline.ts'

/**
 * Why a run missed its goal, in words and as a picture: what a student reads below a failed test. Empty
 * where nothing happened that could be told or drawn.
 */
export function report(run: Run, goal?: Goal): string {
  const sentences = diagnose(run, goal).map(finding => wrap(sentenceOf(finding)))
  const order = steps(run.trace)
  const isDrawn = run.ended > 0 || (run.trace.length > 0 && order === '')
  const picture = isDrawn ? [`What your code did:\n\n${timeline(run)}`] : []
  return [...sentences, ...picture, order].filter(part => part !== '').join('\n\n')
}

/** What a student reads of a failed test: its own message first, then what is known about the run. */
export function withReport(message: string, run: Run): string {
  return [message, untold(message, run), report(run)].filter(part => part !== '').join('\n\n')
}

/** What the lab ended the run with, such as a deadlock, where the test's message does not tell of it. */
function untold(message: string, { outcome }: Run): string {
  if (outcome.status === 'fulfilled' || outcome.crash !== 'lab') return ''
  const { name, message: reason } = outcome.reason as Error
  if (message.includes(reason)) return ''
  return `${name}: ${reason}`
    .split('\n')
    .map(line => wrap(line))
    .join('\n')
}
