import type { TreeEnd } from '../../src/grader/examiner/process-tree.ts'
import { Readable } from '../../src/grader/examiner/readable.ts'
import { emptyRecord, note } from '../../src/grader/examiner/record.ts'
import type { Evidence } from '../../src/grader/examiner/verdict.ts'
import { type ExpectedTest, PARTS, type Part } from '../../src/grader/grades.ts'
import type { Event, PartEvent, SentTest } from '../../src/grader/inside/events.ts'

// What an examination tells of a kata with two tests in each part, for the tests of verdicts.

/** An event of a part that is yet to be named. */
export type Heard = Event extends infer E
  ? E extends Event
    ? Omit<E, 'kata' | 'part'>
    : never
  : never

/** The names of the tests that each part is expected to have. */
export const expected = ['a', 'b']
export const readable = new Readable(['/w/project'])
export const passed: SentTest[] = expected.map(name => ({ name, state: 'passed' }))
export const [aPassed, bPassed] = passed as [SentTest, SentTest]
export const compared: Heard = { type: 'compared' }
export const finished: Heard = { type: 'finished' }
/** All that is heard of a part without a fault. */
export const whole: readonly Heard[] = [{ type: 'started' }, ended(...passed), compared, finished]
/** One expected test of each name. */
export const namedIn = (part: Part): ExpectedTest[] => expected.map(name => ({ part, name }))

export function ended(...tests: SentTest[]): Heard {
  return { type: 'ended', tests }
}

export function failedWith(name: string, message: string, stack = ''): SentTest {
  return { name: 'a', state: 'failed', error: { name, message, stack } }
}

export function gone(more: Partial<Omit<Extract<PartEvent, { type: 'gone' }>, 'part'>>): Heard {
  const rest = { code: null, signal: null, cut: undefined, word: undefined, said: '' }
  return { type: 'gone', ...rest, ...more }
}

export interface Told {
  /** What is heard of its parts, one after the other. */
  readonly idea?: readonly Heard[]
  readonly finer?: readonly Heard[]
  readonly end?: Partial<TreeEnd> | undefined
  readonly changed?: readonly string[]
}

/** Of a kata with both parts where finer points are told of; otherwise, of one that has only its idea. */
export function evidenceOf({ idea = [], finer, end, changed = [] }: Told): Evidence {
  const parts = finer ? PARTS : (['idea'] as const)
  const record = emptyRecord(parts)
  for (const event of idea) note(record, { kata: 'k', part: 'idea', ...event } as Event)
  for (const event of finer ?? []) note(record, { kata: 'k', part: 'finer', ...event } as Event)
  const nothing = { over: false, cut: undefined, code: null, signal: null, said: '', strays: 0 }
  return {
    ...{ kata: 'k', expected: parts.flatMap(namedIn), record, changed, readable, strays: 0 },
    end: end && { ...nothing, ...end },
  }
}
