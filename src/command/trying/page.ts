import path from 'node:path'
import { FULL_ROOM, inWords, type Room, timelines } from '#lab/drawing'
import { fitted } from '../../course/text.ts'
import { heightOf, screensOf } from '../screen/failure.ts'
import { outputOf } from '../screen/output.ts'
import { paint } from '../screen/pictures.ts'
import { bold, red } from '../screen/style.ts'
import { FOOT, type Page, withKeys } from '../session/pages.ts'
import { words } from '../words/words.ts'
import type { Ran, Tried } from './tried.ts'

/** How many lines of a result, and of what was printed, are shown: for a printer, and on a first screen. */
const MOST_LINES = 40
const FEW_LINES = 4

/** What a program is called: its path from where the command was called, unless that leads out of there. */
export function nameOf(file: string): string {
  const name = path.relative(process.cwd(), file)
  return name.startsWith('..') ? file : name
}

/** All that is told of a run, for a printer. */
export function textOf(name: string, tried: Tried, plain: boolean): string {
  const parts = [...told(name, tried, MOST_LINES, FULL_ROOM.columns), ...wholePicture(tried, plain)]
  return [...parts, ''].join('\n')
}

/** The same in as many screens as it needs: the picture takes the room that is left, or a screen of its own. */
export function pageOf(name: string, tried: Tried): Page {
  return ({ columns, rows, plain }) => {
    if (plain) return footed([textOf(name, tried, plain).trimEnd().split('\n')], columns)
    const few = told(name, tried, FEW_LINES, columns)
    const all = told(name, tried, MOST_LINES, columns)
    const room = rows - FOOT
    const picture = pictureIn(tried, columns, room - heightOf(few, columns))
    const first = picture ? [[...few, ...picture]] : screensOf(few, columns, room)
    const drawn = picture ? [] : (pictureIn(tried, columns, room) ?? wholePicture(tried, plain))
    const whole = all.length > few.length ? all : []
    return footed(
      [...first, ...[drawn, whole].flatMap(lines => screensOf(lines, columns, room))],
      columns,
    )
  }
}

/** What it did, in words: head, result, what it printed, what is wrong. */
function told(name: string, tried: Tried, most: number, columns: number): string[] {
  const { what, printed } = tried
  const output = outputOf(printed, most)
  if (what.kind === 'unusable') {
    const sentence = fitted(words.trying.faults[what.fault](name, what.detail), columns)
    return [...sentence.split('\n').map(red), ...output]
  }
  return [
    bold(headOf(name, what)),
    ...returnedBy(what, most),
    ...output,
    ...[...errorOf(what), ...what.sentences].flatMap(text => ['', ...linesOf(text, columns)]),
    ...(what.place ? ['', words.screen.at({ place: what.place })] : []),
    ...(what.steps === '' ? [] : ['', ...what.steps.split('\n')]),
  ]
}

/** A run in a line: how it ended, and after how long. */
export function headOf(name: string, { elapsed, isReal, returned }: Ran): string {
  const facts = { name, ms: elapsed, isReal }
  return returned === undefined ? words.trying.failed(facts) : words.trying.returned(facts)
}

function returnedBy({ returned }: Ran, most: number): string[] {
  if (returned === undefined) return []
  const lines = returned.split('\n')
  const more = lines.length - most
  return [
    '',
    words.trying.result,
    ...lines.slice(0, most).map(line => `  ${line}`),
    ...(more > 0 ? [`  ${words.screen.morePrinted({ lines: more })}`] : []),
  ]
}

function errorOf({ error }: Ran): string[] {
  return error === undefined ? [] : [words.trying.error(error)]
}

function linesOf(text: string, columns: number): string[] {
  return fitted(text, columns).split('\n')
}

// ---- the picture -----------------------------------------------------------------------------------

function wholePicture(tried: Tried, plain: boolean): string[] {
  const { picture } = runOf(tried)
  if (!picture) return []
  const drawn = plain ? inWords(words.screen.yours, picture) : draw(tried, FULL_ROOM)
  return ['', ...drawn.split('\n')]
}

/** The largest picture that some lines have room for. */
function pictureIn(tried: Tried, columns: number, height: number): string[] | undefined {
  if (!runOf(tried).picture) return height >= 0 ? [] : undefined
  for (const legend of [true, false]) {
    for (const rows of ROWS) {
      const lines = ['', ...draw(tried, { columns, rows, legend }).split('\n')]
      if (heightOf(lines, columns) <= height) return lines
    }
  }
  return undefined
}

/** Fewer would tell nothing of a program that nobody knows: then it has a screen of its own. */
const ROWS = [24, 20, 16, 13, 10, 8, 6]

function draw(tried: Tried, room: Room): string {
  const { picture } = runOf(tried)
  return picture ? timelines(new Map([[words.screen.yours, picture]]), { ...room, paint }) : ''
}

function runOf({ what }: Tried): Partial<Ran> {
  return what.kind === 'ran' ? what : {}
}

function footed(screens: readonly (readonly string[])[], columns: number): string[] {
  const { save, keys } = words.trying
  return withKeys(screens, columns, { left: save, keys, fewKeys: keys })
}
