import { stripVTControlCharacters } from 'node:util'
import { FULL_ROOM } from '#lab/drawing'
import type { Kata } from '../../course/katas.ts'
import { fitted } from '../../course/text.ts'
import type { Failure } from '../testing/results.ts'
import { words } from '../words/words.ts'
import { differenceOf, wholeDifference } from './difference.ts'
import { outputOf } from './output.ts'
import { type Pictures, picturesOf, sizesOf } from './pictures.ts'
import { bold, editable, red } from './style.ts'

/** Two pictures and the words above them are to be seen at one look. */
const PRINTED_ROOM = { ...FULL_ROOM, rows: 12 }
const MOST_OUTPUT_LINES = 20
/** On the first screen, what the student's code printed takes no more lines than this. */
const FEW_OUTPUT_LINES = 6

/** A failed test from its name to where it happened, in the order of importance; as long as it is. */
export function wholeFailure(head: string, kata: Kata, failure: Failure, plain: boolean): string[] {
  const pictures = picturesOf(kata, failure)
  const picture = plain ? pictures?.words : pictures?.both(PRINTED_ROOM)
  const drawn = below(picture?.split('\n'))
  const difference = below(differenceOf(failure).map(line => fitted(line)))
  return [
    bold(head),
    ...failedLines(kata, failure, FULL_ROOM.columns),
    ...paragraphs(failure.sentences, FULL_ROOM.columns),
    ...(failure.sentences.length > 0 ? [...drawn, ...difference] : [...difference, ...drawn]),
    ...below(linesOf(failure.steps)),
    ...below(wholeDifference(failure, FULL_ROOM.columns)),
    ...outputOf(failure.output, MOST_OUTPUT_LINES),
    '',
    ...(failure.place ? [words.screen.at({ place: failure.place })] : []),
  ]
}

/** How much room there is for a failure. */
export interface Window {
  readonly columns: number
  readonly rows: number
}

/**
 * The same in as many screens as it needs. Room on the first is given in the order of importance: the test, the
 * sentence, the picture, expected against received, where. The others have what found no room, and the whole difference.
 *
 * @param others what else there is to say, after all of that
 */
export function failureScreens(
  head: string,
  kata: Kata,
  failure: Failure,
  { columns, rows }: Window,
  others: readonly string[] = [],
): string[][] {
  const first = [bold(head), ...failedLines(kata, failure, columns)]
  const later: string[] = []
  const roomFor = (...others: readonly string[][]) =>
    rows - heightOf([...first, ...others.flat()], columns)
  const take = (lines: readonly string[]) => {
    const fits = heightOf(lines, columns) <= roomFor()
    if (fits) first.push(...lines)
    else later.push(...lines)
    return fits
  }
  // What comes after a sentence that found no room comes after it there, too.
  const told = failure.sentences.filter(sentence => !take(paragraphs([sentence], columns)))
  const isFull = told.length === failure.sentences.length && told.length > 0

  const difference = below(differenceOf(failure).map(line => fitted(line, columns)))
  const where = ['', ...placeLines(kata, failure, columns)]
  const picture = pictureIn(picturesOf(kata, failure), columns, [
    roomFor(difference, where),
    roomFor(difference),
    roomFor(),
  ])
  const output = outputOf(failure.output, FEW_OUTPUT_LINES)
  // Where nothing else tells, the test's own words do.
  const isOwn = failure.sentences.length === 0
  const parts = [
    ...(isOwn ? [difference, picture] : [picture, difference]),
    output,
    where,
    [...others],
  ].filter(part => part.length > 0)
  if (isFull) later.push(...parts.flat())
  else for (const part of parts) take(part)
  later.push(...below(linesOf(failure.steps)), ...below(wholeDifference(failure, columns)))
  return [first, ...screensOf(later, columns, rows)]
}

/** The largest picture for the first of some rooms that has one: with the goal, rather than without it. */
function pictureIn(
  pictures: Pictures | undefined,
  columns: number,
  rooms: readonly number[],
): string[] {
  if (!pictures) return []
  for (const draw of [pictures.both, pictures.yours]) {
    const sizes = [...sizesOf(draw, columns)].map(size => below(size.split('\n')))
    for (const room of rooms) {
      const found = sizes.find(lines => heightOf(lines, columns) <= room)
      if (found) return found
    }
  }
  return below(pictures.both({ ...FULL_ROOM, columns }).split('\n'))
}

/** How many lines some text takes as a terminal counts them: one that is too long takes several. */
export function heightOf(lines: readonly string[], columns: number): number {
  return lines
    .flatMap(line => line.split('\n'))
    .reduce((sum, line) => {
      const { length } = stripVTControlCharacters(line)
      return sum + Math.max(1, Math.ceil(length / columns))
    }, 0)
}

function failedLines(kata: Kata, { test }: Failure, columns: number): string[] {
  const name = test ?? words.screen.notTested({ folder: `katas/${kata.name}` })
  return fitted(words.screen.failed({ test: name }), columns)
    .split('\n')
    .map(line => red(line))
}

/** Each text below an empty line, broken between words. */
function paragraphs(texts: readonly string[], columns: number): string[] {
  return texts.flatMap(text => ['', ...text.split('\n').flatMap(line => broken(line, columns))])
}

/** A line broken between words; one of a list goes on below its first word. */
function broken(line: string, columns: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? ''
  const [first = '', ...others] = fitted(line.trim(), columns - 2 * indent.length).split('\n')
  return [indent + first, ...others.map(other => indent + indent + other)]
}

/** Some lines below an empty one; nothing if there are none. */
function below(lines: readonly string[] = []): string[] {
  return lines.length > 0 ? ['', ...lines.flatMap(line => line.split('\n'))] : []
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

/** Where it happened and where to go on. */
function placeLines(kata: Kata, { place }: Failure, columns: number): string[] {
  const edit = words.screen.edit({ files: editable(kata) })
  const read = words.screen.read({ file: `katas/${kata.name}/README.md` })
  const both = `${edit}   ${read}`
  return [
    ...(place ? [words.screen.at({ place })] : []),
    ...(both.length > columns ? [edit, read] : [both]),
  ]
}

/** Lines in screens of so many rows. */
export function screensOf(lines: readonly string[], columns: number, rows: number): string[][] {
  const screens: string[][] = []
  let room = 0
  for (const line of lines) {
    const height = heightOf([line], columns)
    if (height > room && screens.at(-1)?.length !== 0) {
      screens.push([])
      room = rows
    }
    // No screen begins with an empty line.
    if (line === '' && screens.at(-1)?.length === 0) continue
    screens.at(-1)?.push(line)
    room -= height
  }
  return screens.filter(lines => lines.length > 0)
}
