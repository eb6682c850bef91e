import type { Kata } from '../../course/katas.ts'
import { fitted } from '../../course/text.ts'
import type { Result } from '../testing/results.ts'
import { words } from '../words/words.ts'
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
    const mark = passes ? words.screen.done : result === next ? words.screen.next : ''
    const line = `  ${mark.padEnd(4)}  ${kata.number}  ${titleOf(kata).padEnd(width)}  ${words.screen.row({ passed, total })}`
    return passes ? green(line) : result === next ? bold(line) : line
  })
  const head = bold(words.session.passing({ passed: done, total: results.length }))
  return [head, '', ...lines, '', ...deepOnes(leftOut)].join('\n')
}

function titleOf({ title, deep }: Kata): string {
  return deep ? words.screen.deep({ title }) : title
}

/** A kata that is left out can be run all the same. */
function deepOnes(katas: readonly Kata[]): string[] {
  if (katas.length === 0) return []
  return [fitted(words.screen.leftOut({ names: katas.map(words.titled) })), '']
}

/** The first failing test of a kata, what is known about it, and what to do next; for a printer. */
export function failureOf(result: Result, plain = false): string {
  const { kata, failure } = result
  const head = headOf(result)
  if (!failure) {
    return [green(head), '', words.screen.compare({ folder: `solutions/${kata.name}` }), ''].join(
      '\n',
    )
  }
  return [...wholeFailure(head, kata, failure, plain), ...nextSteps(kata), ''].join('\n')
}

/** `03 Gather: 4 of 18 tests pass` */
export function headOf({ kata, passed, total }: Result): string {
  return words.screen.head({ titled: words.titled(kata), passed, total })
}

function nextSteps(kata: Kata): string[] {
  return [
    words.screen.edit({ files: editable(kata) }),
    words.screen.read({ file: `katas/${kata.name}/README.md` }),
    words.screen.hint({ number: kata.number }),
  ]
}
