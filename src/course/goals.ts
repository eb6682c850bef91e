import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Drawn, Picture } from '#lab/drawing'
import { type Kata, ROOT } from './katas.ts'

// What the reference solution's runs look like, test by test: the goal that a student's run is drawn beside.
// `npm run verdicts` writes it, `npm test` compares it with the reference.

/** By a test's name, its first runs; null where there is nothing to draw, or too much. */
export type Goals = Readonly<Record<string, readonly (Picture | null)[]>>

/** A goal is to be seen at one look. */
const MOST_SPANS = 60

type Named = Pick<Kata, 'name'>

/** The file with a kata's goals, from the project's folder. */
export function goalsFile({ name }: Named): string {
  return `test/verdicts/${name}/goals.json`
}

/** What a right solution's run looks like, where a student's run in the same test was drawn. */
export function goalOf(kata: Named, test: string, { index }: Drawn): Picture | undefined {
  return goalsOf(kata, test)?.[index] ?? undefined
}

/** The same where it is not known which of the test's runs was drawn: nothing if there are several. */
export function onlyGoalOf(kata: Named, test: string): Picture | undefined {
  const goals = goalsOf(kata, test)
  return goals?.length === 1 ? (goals[0] ?? undefined) : undefined
}

function goalsOf({ name }: Named, test: string): Goals[string] | undefined {
  try {
    const all = JSON.parse(readFileSync(path.join(ROOT, goalsFile({ name })), 'utf8')) as ShortGoals
    return all[test]?.map(goal => goal && { ...goal, trace: goal.trace.map(spanOf) })
  } catch {
    // A file that is damaged or not there costs the picture, not the lesson.
    return undefined
  }
}

type Span = Picture['trace'][number]

/** A span without the names of what each has: there are thousands of them. */
type Short = [
  track: string,
  kind: Span['kind'],
  label: string,
  from: number,
  to: number,
  outcome: Span['outcome'],
  opened: number,
  closed: number,
  others?: Omit<Span, 'track' | 'kind' | 'label' | 'from' | 'to' | 'outcome' | 'opened' | 'closed'>,
]

type ShortGoals = Record<string, readonly ({ elapsed: number; trace: Short[] } | null)[]>

/** Goals as the text of their file: a line for each test. */
export function goalsText(goals: Goals): string {
  const lines = Object.entries(goals)
    .map(([test, pictures]) => [test, pictures.map(shortened)] as const)
    .filter(([, pictures]) => pictures.some(picture => picture))
    .map(([test, pictures]) => `${JSON.stringify(test)}: ${JSON.stringify(pictures)}`)
  return `{\n${lines.join(',\n')}\n}\n`
}

function shortened(picture: Picture | null): ShortGoals[string][number] {
  if (!picture || picture.trace.length > MOST_SPANS) return null
  return { elapsed: picture.elapsed, trace: picture.trace.map(shortSpan) }
}

function shortSpan(span: Span): Short {
  // Lines of a solution move with every change of it.
  const { track, kind, label, from, to, outcome, opened, closed, place, ...others } = span
  const rest: [others?: typeof others] = Object.keys(others).length > 0 ? [others] : []
  return [track, kind, label, from, to, outcome, opened, closed, ...rest]
}

function spanOf(short: Short): Span {
  const [track, kind, label, from, to, outcome, opened, closed, others = {}] = short
  return { track, kind, label, from, to, outcome, opened, closed, ...others }
}
