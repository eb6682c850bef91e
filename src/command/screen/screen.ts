import type { Kata } from '../../course/katas.ts'
import { fitted } from '../../course/text.ts'
import { isComplete, type Part, type Result } from '../testing/results.ts'
import { words } from '../words/words.ts'
import { wholeFailure } from './failure.ts'
import { bold, editable, green } from './style.ts'

/**
 * The katas and how far each is, and those that the path leaves out.
 *
 * @param cursor which of them is marked, where one is to be chosen
 */
export function listOf(
  results: readonly Result[],
  leftOut: readonly Kata[],
  cursor?: number,
): string {
  const done = results.filter(({ passes }) => passes).length
  const next = results.find(({ passes }) => !passes)
  const marks = padded(results.map(result => markOf(result, result === next)))
  const titles = padded(results.map(({ kata }) => kata.title))
  const tests = padded(results.map(testsOf))
  const lines = results.map(({ kata, passes }, index) => {
    const section = words.screen.sections[kata.section]
    const cells = [marks[index], kata.number, titles[index], tests[index], section]
    const line = `${index === cursor ? '> ' : '  '}${cells.join('  ')}`
    return passes ? green(line) : kata === next?.kata ? bold(line) : line
  })
  const head = bold(words.session.passing({ passed: done, total: results.length }))
  return [head, '', ...lines, '', ...deepOnes(leftOut)].join('\n')
}

/** All as wide as the widest of them. */
function padded(texts: readonly string[]): string[] {
  const width = Math.max(...texts.map(text => text.length))
  return texts.map(text => text.padEnd(width))
}

function testsOf({ passed, total, finer }: Result): string {
  const { row, finerRow } = words.screen
  return finer ? finerRow({ passed, total, finer }) : row({ passed, total })
}

function markOf(result: Result, isNext: boolean): string {
  const { complete, solved, next } = words.screen
  return isComplete(result) ? complete : result.passes ? solved : isNext ? next : ''
}

/** Where every kata is solved. */
export function nothingLeft(leftOut: readonly Kata[]): string {
  const { nothingLeft, card, deepLeft } = words.session
  return [nothingLeft, card, ...(leftOut.length > 0 ? [deepLeft] : []), ''].join('\n')
}

/** A kata that is left out can be run all the same. */
function deepOnes(katas: readonly Kata[]): string[] {
  if (katas.length === 0) return []
  return [fitted(words.screen.leftOut({ names: katas.map(words.titled) })), '']
}

/**
 * The first failing test of a kata, what is known about it, and what to do next; for a printer.
 *
 * @param options.finer whether to go on with the finer points of one that is solved
 */
export function failureOf(result: Result, options: { plain: boolean; finer?: boolean }): string {
  const { kata, finer } = result
  const atFiner = result.passes && options.finer ? finer : undefined
  const failure = result.failure ?? atFiner?.failure
  const head = atFiner?.failure ? finerHeadOf(kata, atFiner) : headOf(result)
  if (failure) {
    return [...wholeFailure(head, kata, failure, options.plain), ...nextSteps(kata), ''].join('\n')
  }
  const { finerLeft, finerDone, compare } = words.screen
  const more = finer
    ? [finer.passes ? finerDone(finer) : finerLeft({ ...finer, number: kata.number })]
    : []
  return [green(head), '', ...more, compare({ folder: `solutions/${kata.name}` }), ''].join('\n')
}

/** `03 Gather: 4 of 7 tests pass` */
export function headOf({ kata, passed, total }: Result): string {
  if (total === 0) return words.screen.notRun({ titled: words.titled(kata) })
  return words.screen.head({ titled: words.titled(kata), passed, total })
}

/** `03 Gather: solved, 4 of 9 finer points pass` */
export function finerHeadOf(kata: Kata, { passed, total }: Part): string {
  return words.screen.finerHead({ titled: words.titled(kata), passed, total })
}

function nextSteps(kata: Kata): string[] {
  return [
    words.screen.edit({ files: editable(kata) }),
    words.screen.read({ file: `katas/${kata.name}/README.md` }),
    words.screen.hint({ number: kata.number }),
  ]
}
