import type { Kata } from '../../course/katas.ts'
import { fitted } from '../../course/text.ts'
import type { Result } from '../testing/results.ts'
import { screen } from '../words/en/screen.ts'
import { wholeFailure } from './failure.ts'
import { bold, editable, green } from './style.ts'

/** The katas and how far each is, and those that the path leaves out. */
export function listOf(results: readonly Result[], leftOut: readonly Kata[]): string {
  const done = results.filter(({ passes }) => passes).length
  const next = results.find(({ passes }) => !passes)
  const titles = results.map(({ kata }) => titleOf(kata))
  const width = Math.max(...titles.map(title => title.length))
  const lines = results.map(result => {
    const { kata, passes, passed, total } = result
    const mark = passes ? 'done' : result === next ? 'next' : '    '
    const line = `  ${mark}  ${kata.number}  ${titleOf(kata).padEnd(width)}  ${passed} of ${total} tests`
    return passes ? green(line) : result === next ? bold(line) : line
  })
  const head = bold(`Cooperativo: ${done} of ${results.length} katas pass`)
  return [head, '', ...lines, '', ...deepOnes(leftOut)].join('\n')
}

function titleOf({ title, deep }: Kata): string {
  return deep ? `${title} (deep)` : title
}

/** A kata that is left out can be run all the same. */
function deepOnes(katas: readonly Kata[]): string[] {
  if (katas.length === 0) return []
  const names = katas.map(({ number, title }) => `${number} ${title}`).join(', ')
  return [fitted(`Deeper, for later or with --deep: ${names}.`), '']
}

/** The first failing test of a kata, what is known about it, and what to do next; for a printer. */
export function failureOf(result: Result, plain = false): string {
  const { kata, failure } = result
  const head = headOf(result)
  if (!failure) {
    return [green(head), '', screen.compare({ folder: `solutions/${kata.name}` }), ''].join('\n')
  }
  return [...wholeFailure(head, kata, failure, plain), ...nextSteps(kata), ''].join('\n')
}

/** `03 Gather: 4 of 18 tests pass` */
export function headOf({ kata, passed, total }: Result): string {
  return `${kata.number} ${kata.title}: ${passed} of ${total} tests pass`
}

function nextSteps(kata: Kata): string[] {
  return [
    screen.edit({ files: editable(kata) }),
    screen.read({ file: `katas/${kata.name}/README.md` }),
    screen.hint({ number: kata.number }),
  ]
}
