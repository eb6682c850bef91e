import { diagnose, type Goal } from './diagnoses.ts'
import type { Run } from './simulate.ts'
import { timeline } from './timeline.ts'

/** Begins each report, so that nobody shows a second one below it. */
export const REPORT = 'What your code did'

/**
 * Why a run missed its goal, in words and as a picture: what a student reads below a failed test. Empty
 * where nothing happened that could be told or drawn.
 */
export function report(run: Run, goal?: Goal): string {
  const sentences = diagnose(run, goal).map(sentence => wrap(sentence))
  const picture = run.ended > 0 || run.trace.length > 0 ? [`${REPORT}:\n\n${timeline(run)}`] : []
  return [...sentences, ...picture].join('\n\n')
}

/** Breaks a sentence at spaces into lines of at most 80 columns. */
export function wrap(text: string, width = 80): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join('\n')
}
