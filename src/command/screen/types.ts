import path from 'node:path'
import type { Kata } from '../../course/katas.ts'
import { fitted } from '../../course/text.ts'
import type { TypeMistake, TypeMistakes } from '../testing/types.ts'
import { words } from '../words/words.ts'

/** Those in the files of one kata. */
export function mistakesIn({ folder }: Pick<Kata, 'folder'>, mistakes: TypeMistakes): TypeMistakes {
  return new Map([...mistakes].filter(([file]) => path.dirname(file) === folder))
}

/**
 * A head and the mistakes below it: none where there are none. Where there is too little room, first the lines that
 * tell why are left out, then whole mistakes, whose number is said instead.
 *
 * @param most how many lines there are at the most, with the head; at least 3
 */
export function typeLines(mistakes: TypeMistakes, columns: number, most: number): string[] {
  const files = [...mistakes].map(([file, own]) => ({ file: path.basename(file), own }))
  const isOne = files.length === 1
  const all = files.flatMap(({ file, own }) =>
    own.map(mistake => ({ mistake, place: isOne ? '' : `${file}:` })),
  )
  if (all.length === 0) return []
  const head = words.types.head({ mistakes: all.length, file: isOne ? files[0]?.file : undefined })
  const whole = all.map(({ mistake, place }) => linesOf(mistake, place, columns))
  if (whole.flat().length < most) return [head, ...whole.flat()]
  const short = all.map(({ mistake, place }) => linesOf(withoutReasons(mistake), place, columns))
  return [head, ...cut(short, most - 1)]
}

/** As many mistakes as there is room for, and how many are left out. */
function cut(mistakes: readonly (readonly string[])[], most: number): string[] {
  if (mistakes.flat().length <= most) return mistakes.flat()
  const shown: string[] = []
  for (const [index, lines] of mistakes.entries()) {
    const room = most - 1 - shown.length
    const left = mistakes.length - index
    const more = `  ${words.types.more({ mistakes: left })}`
    if (lines.length <= room) shown.push(...lines)
    // A single one that is too long is better than none.
    else if (index > 0) return [...shown, more]
    else {
      const rest = mistakes.length > 1 ? [`  ${words.types.more({ mistakes: left - 1 })}`] : []
      return [...lines.slice(0, most - rest.length), ...rest]
    }
  }
  return shown
}

function withoutReasons(mistake: TypeMistake): TypeMistake {
  return { ...mistake, message: mistake.message.split('\n')[0] ?? '' }
}

/** `  12:5  Property 'x' does not exist on type 'number'. (TS2339)`, going on below its first word. */
function linesOf(mistake: TypeMistake, file: string, columns: number): string[] {
  const { line, column, code, message } = mistake
  const place = `  ${file}${line}:${column}  `
  const [first = '', ...reasons] = message.split('\n')
  const room = columns - place.length
  const own = brokenAt(`${first} (${code})`, room)
  const others = reasons.flatMap(reason => {
    const indent = /^ */.exec(reason)?.[0] ?? ''
    return brokenAt(reason.trim(), room - indent.length).map(text => indent + text)
  })
  return [...own, ...others].map((text, index) =>
    index === 0 ? place + text : ' '.repeat(place.length) + text,
  )
}

/** Between words; a word that is too long, as types can be, anywhere. */
function brokenAt(text: string, columns: number): string[] {
  const width = Math.max(columns, 20)
  return fitted(text, width)
    .split('\n')
    .flatMap(line => pieces(line, width))
}

function pieces(text: string, width: number): string[] {
  const head = text.slice(0, width)
  return text.length <= width ? [head] : [head, ...pieces(text.slice(width).trim(), width)]
}
