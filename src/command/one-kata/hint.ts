import path from 'node:path'
import { type Kata, textOf } from '../../course/katas.ts'
import { nextHint } from '../../course/progress.ts'
import { fitted } from '../../course/text.ts'
import type { Failure, Result } from '../testing/results.ts'
import { words } from '../words/words.ts'

/** A section of HINTS.md. */
export interface Stage {
  readonly text: string
  /** What it is for: names of what is told of a run, and beginnings of tests' names; nothing if it is for anybody. */
  readonly isFor: readonly string[]
}

/** A hint that has just been given. */
export interface Given {
  /** Markdown. */
  readonly text: string
  /** Which stage of how many it is, from 1. */
  readonly stage: number
  readonly stages: number
  /** Whether there is no other one left. */
  readonly isLast: boolean
}

/**
 * Gives the next hint for a kata: one for what fails now, where there is one that was not given yet. After all of them,
 * the last one for that again.
 *
 * @param result what the kata's tests say; without it, the hints come in the order of the file
 * @throws NotKept where it can't be counted as given
 */
export function giveHint(kata: Kata, result?: Result): Given {
  const stages = stagesOf(kata)
  const failure = result?.failure ?? result?.finer?.failure
  const wanted = inOrder(stages, failure, isNearlyThere(result))
  const fitting = stages.findLastIndex(stage => failure && fits(stage, failure)) + 1
  const given = nextHint(kata, wanted)
  const stage = given ?? (fitting || stages.length)
  return {
    text: stages[stage - 1]?.text ?? '',
    stage,
    stages: stages.length,
    isLast: given === undefined || stage === wanted.at(-1),
  }
}

/**
 * The next hint for a kata as text for a terminal, and which of how many it is.
 *
 * @param result what the kata's tests say; without it, the hints come in the order of the file
 * @throws NotKept where it can't be counted as given
 */
export function hint(kata: Kata, result?: Result): string {
  const { text, stage, stages, isLast } = giveHint(kata, result)
  return [
    words.hint.head(kata, stage, stages),
    '',
    fitted(withoutFences(text)),
    '',
    isLast ? words.hint.last : words.hint.another(kata),
    '',
  ].join('\n')
}

/**
 * The numbers of all stages, from 1, in the order in which they are wanted; that of the file if nothing fails. Whoever
 * is nearly there needs no introduction: the first stage comes last.
 */
function inOrder(stages: readonly Stage[], failure?: Failure, nearlyThere = false): number[] {
  const rank = (stage: Stage, index: number) => {
    if (!failure) return 0
    return index === 0 && nearlyThere ? Number.POSITIVE_INFINITY : rankOf(stage, failure)
  }
  return stages
    .map((stage, index) => ({ number: index + 1, rank: rank(stage, index) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ number }) => number)
}

/** Whether three tests of four pass, or more; once the idea passes, it is the finer points that fail. */
function isNearlyThere(result?: Result): boolean {
  if (!result) return false
  const { passes, passed, total } = result
  // None of none is where the file can't be loaded.
  return passes || (total > 0 && passed >= 0.75 * total)
}

/** 0 for what is told of the run first. Stages for its test come after all that is told, then those for anybody. */
function rankOf(stage: Stage, failure: Failure): number {
  const { told = [] } = failure
  const first = told.findIndex(name => stage.isFor.includes(name))
  if (first >= 0) return first
  if (fits(stage, failure)) return told.length
  return told.length + (stage.isFor.length === 0 ? 1 : 2)
}

/** Whether a stage is for a failure: for its test, by how the name begins, or for something that is told of its run. */
export function fits(
  { isFor }: Stage,
  { test, told = [] }: Pick<Failure, 'test' | 'told'>,
): boolean {
  return isFor.some(name => told.includes(name) || test?.startsWith(name))
}

/** Each section of HINTS.md is a stage, from a nudge to nearly the answer; its first line may say what it is for. */
export function stagesOf({ folder }: Pick<Kata, 'folder'>): Stage[] {
  const text = textOf(path.join(folder, 'HINTS.md'))
  return text
    .split(/^## /m)
    .slice(1)
    .map(stage => {
      const [, names = ''] = FOR.exec(stage) ?? []
      return {
        text: stage.replace(FOR, '').trim(),
        isFor: names
          .split('|')
          .map(name => name.trim().replaceAll(/\s+/g, ' '))
          .filter(Boolean),
      }
    })
}

/** `<!-- for: inBatches | returns the results -->` below the heading, which a reader of the page does not see. */
const FOR = /(?<=^.*\n)<!-- for: ([\s\S]*?) -->\n/

/** Code without its fences, set off by its indentation instead: as it reads best in a terminal. */
function withoutFences(text: string): string {
  return text.replaceAll(/^```\w*\n([\s\S]*?)^```$/gm, (_fences, code: string) =>
    code.trimEnd().replaceAll(/^(?=.)/gm, '    '),
  )
}
