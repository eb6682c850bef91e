import * as errors from '../ground/errors.ts'
import { wrap } from '../ground/text.ts'
import { words } from '../ground/words/words.ts'
import type { Run } from '../run/run.ts'
import { diagnose } from './diagnoses/diagnose.ts'
import { type Goal, sentenceOf } from './diagnoses/diagnosis.ts'
import type { Named, Told } from './handed-on.ts'
import { steps } from './steps.ts'
import { PICTURE_HEADING, timeline } from './timeline.ts'

/** All names that there are: of diagnoses, matchers and the lab's errors. */
export const NAMES: ReadonlySet<string> = new Set(
  [words.diagnoses, words.matchers, errors].flatMap(Object.keys),
)

/**
 * Tells of a run.
 *
 * @param own the test's own words
 * @param by the matcher that failed, if one did
 */
export function tell(run: Run, own: string, goal: Goal = {}, by?: Named): Told {
  const todo = todoOf(run)
  const findings = todo === undefined ? diagnose(run, goal) : []
  const ended = endedBy(run)
  return {
    own: todo ?? own,
    sentences: [...(ended ? [`${ended.name}: ${ended.message}`] : []), ...findings.map(sentenceOf)],
    steps: steps(run.trace),
    about: [
      ...(ended ? [[]] : []),
      ...findings.map(({ about }) => about.map(({ opened }) => opened)),
    ],
    names: [
      ...(ended ? [{ name: ended.name, facts: {} }] : []),
      ...findings.map(({ name, facts }) => ({ name, facts })),
      ...(by ? [by] : []),
    ],
  }
}

/** What a function that nobody has written yet throws: whatever the test asks of it, there is nothing else to tell. */
function todoOf({ outcome }: Run): string | undefined {
  const reason = outcome.status === 'rejected' && !outcome.crash ? outcome.reason : undefined
  return reason instanceof Error && /^TODO\b/.test(reason.message) ? reason.message : undefined
}

/** All that is told, with the picture, as one text: the message of an error. */
export function messageOf({ own, sentences, steps }: Told, run: Run): string {
  const isDrawn = run.ended > 0 || (run.trace.length > 0 && steps === '')
  const picture = isDrawn ? `${PICTURE_HEADING}\n\n${timeline(run)}` : ''
  // What ended the run may be the test's own message already.
  const ended = endedBy(run)
  const told = ended && own.includes(ended.message) ? sentences.slice(1) : sentences
  return [own, ...told.map(wrapLines), picture, steps].filter(part => part !== '').join('\n\n')
}

/** Why a run missed its goal, in words and as a picture. Empty where there is nothing to tell or to draw. */
export function report(run: Run, goal?: Goal): string {
  const { sentences, ...others } = tell(run, '', goal)
  const ended = endedBy(run)
  return messageOf({ ...others, sentences: ended ? sentences.slice(1) : sentences }, run)
}

/** What the lab ended the run with, such as a deadlock. */
function endedBy({ outcome }: Run): Error | undefined {
  const isLabs = outcome.status === 'rejected' && outcome.crash === 'lab'
  return isLabs && outcome.reason instanceof Error ? outcome.reason : undefined
}

function wrapLines(text: string): string {
  return text
    .split('\n')
    .map(line => wrap(line))
    .join('\n')
}
