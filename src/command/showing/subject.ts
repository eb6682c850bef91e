import { readFileSync } from 'node:fs'
import path from 'node:path'
import { goalOf } from '../../course/goals.ts'
import { type Kata, ROOT, textOf } from '../../course/katas.ts'
import { letter, predictionOf, takeHomeOf } from '../../course/prediction.ts'
import { hintsGiven } from '../../course/progress.ts'
import { runsKept } from '../../course/runs.ts'
import { htmlOf } from '../../page/server/lesson.ts'
import type { Difference, Earlier, Failing, Question, ShownRun, Subject } from '../../page/shown.ts'
import { stagesOf } from '../one-kata/hint.ts'
import { answerTo, isToBeAsked } from '../one-kata/predict.ts'
import { differencesOf } from '../one-kata/solution.ts'
import { withoutMarks } from '../screen/difference.ts'
import { finerHeadOf, headOf } from '../screen/screen.ts'
import { editable } from '../screen/style.ts'
import type { Early, Failure, Result } from '../testing/results.ts'
import { words } from '../words/words.ts'

/**
 * What a page shows of a kata.
 *
 * @param result what its tests say; nothing before they have run
 * @param early the first failure of a run that has not ended
 */
export function subjectOf(
  kata: Kata,
  result: Result | undefined,
  early: Early | undefined,
): Subject {
  const failure = early && !early.isFiner ? early.failure : result?.failure
  const passes = !!result?.passes && !failure
  const folder = `katas/${kata.name}`
  const stages = stagesOf(kata)
  const given = [...hintsGiven(kata)]
  return {
    title: words.titled(kata),
    kata: kata.name,
    head: failure === early?.failure && early ? words.session.early(kata) : headFor(kata, result),
    state: failure ? 'fails' : passes ? 'passes' : 'running',
    failure: failure && failingOf(failure),
    finer: passes && kata.finer ? finerOf(kata, result) : undefined,
    praise: passes ? praiseFor(kata) : [],
    runs: runsOf(kata, result, failure),
    sources: sourcesOf(kata),
    output: failure ? failure.output : (result?.printed ?? ''),
    lesson: htmlOf({ text: textOf(path.join(kata.folder, 'README.md')), folder }),
    question: passes ? undefined : questionOf(kata),
    hints: {
      given: given.map(stage => htmlOf({ text: stages[stage - 1]?.text ?? '', folder })),
      more: given.length < stages.length,
    },
    solution: passes ? solutionOf(kata) : [],
    earlier: earlierOf(kata),
  }
}

/** A kata's runs that were kept, the latest first. */
export function earlierOf(kata: Kata): Earlier[] {
  return runsKept(kata).map(({ at, passed, total, runs }) => ({
    title: words.titled(kata),
    at,
    passed,
    total,
    runs: runs.map(({ test, passes, picture }) => ({ test, passes, yours: picture })),
  }))
}

function headFor(kata: Kata, result: Result | undefined): string {
  return result ? headOf(result) : words.session.runningKata(kata)
}

function finerOf(kata: Kata, { finer }: Result): Subject['finer'] {
  if (!finer) return { head: words.session.finerRunning, failure: undefined }
  const head = finer.passes ? words.screen.finerDone(finer) : finerHeadOf(kata, finer)
  return { head, failure: finer.failure && failingOf(finer.failure) }
}

/** What went wrong, for a page. */
export function failingOf({ test, sentences, about, own, diff, steps, place }: Failure): Failing {
  const isTold = sentences.some(sentence => sentence.includes(own))
  return {
    test,
    sentences: sentences.map((text, index) => ({ text, about: about?.[index] ?? [] })),
    own: isTold ? '' : withoutMarks(own),
    diff,
    steps,
    place,
  }
}

function praiseFor(kata: Kata): string[] {
  const answer = answerTo(kata)?.replaceAll('\n', ' ')
  return [answer, takeHomeOf(kata)].filter(text => text !== undefined)
}

/** The run of the test that fails, and all others that can be drawn. */
function runsOf(kata: Kata, result: Result | undefined, failure: Failure | undefined): ShownRun[] {
  const { finer } = result ?? {}
  const failed = [failure, finer?.failure].flatMap(each =>
    each?.test !== undefined && each.drawn
      ? [[each.test, { ...each.drawn, passes: false }] as const]
      : [],
  )
  const all = [...(result?.drawn ?? []), ...(finer?.drawn ?? [])]
  // What failed stays first.
  const known = [...new Map([...failed, ...all])].map(([test, { passes, ...drawn }]) => {
    return { test, passes, yours: drawn.picture, goal: goalOf(kata, test, drawn) }
  })
  // A result of another day has no pictures of what passed; the run itself may have been kept.
  return known.length > 0 || failure ? known : keptRuns(kata)
}

function keptRuns(kata: Kata): ShownRun[] {
  const [latest] = runsKept(kata)
  return (latest?.runs ?? []).map(({ test, passes, picture }) => {
    return { test, passes, yours: picture, goal: goalOf(kata, test, { index: 0, picture }) }
  })
}

function questionOf(kata: Kata): Question | undefined {
  const prediction = predictionOf(kata)
  if (!prediction || !isToBeAsked(kata)) return undefined
  const choices = 'choices' in prediction ? prediction.choices : []
  return {
    text: prediction.question,
    choices: choices.map((text, index) => ({ letter: letter(index), text })),
  }
}

/** The student's files as they are; one that is not there has no lines. */
function sourcesOf(kata: Kata): Record<string, string> {
  return Object.fromEntries(
    editable(kata).flatMap(file => {
      try {
        return [[file, readFileSync(path.join(ROOT, file), 'utf8')]]
      } catch {
        return []
      }
    }),
  )
}

function solutionOf(kata: Kata): Difference[] {
  return differencesOf(kata).map(({ yours, hunks }) => ({
    file: yours,
    lines: hunks.flatMap(({ head, lines }) => [
      { mark: '@' as const, text: head },
      ...lines.map(({ mark, text }) => ({ mark, text })),
    ]),
  }))
}
