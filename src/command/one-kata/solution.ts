import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { diff, styleText } from 'node:util'
import { type Kata, ROOT } from '../../course/katas.ts'
import { words } from '../words/words.ts'

/** How many lines stay around a difference. */
const CONTEXT = 3

/** How a kata's solution differs from the student's files: a file, and the stretches in which its lines differ. */
export interface FileDifference {
  /** The student's file and the solution's, from the project's folder on. */
  readonly yours: string
  readonly solution: string
  readonly hunks: readonly Hunk[]
}

/** Files that are the same are left out. */
export function differencesOf({ name, skeleton }: Kata): FileDifference[] {
  return skeleton
    .map(file => ({ yours: `katas/${name}/${file}`, solution: `solutions/${name}/${file}` }))
    .map(files => ({
      ...files,
      hunks: hunksOf(linesBetween(linesOf(files.yours), linesOf(files.solution))).map(hunk => ({
        head: headOf(hunk),
        lines: hunk,
      })),
    }))
    .filter(({ hunks }) => hunks.length > 0)
}

/** What a kata's solution has that the student's files have not, as a unified diff, and where to read why. */
export function differences(kata: Kata): string {
  const shown = differencesOf(kata).map(unified)
  const { differs, same, explained } = words.solution
  return [
    styleText('bold', shown.length > 0 ? differs(kata) : same(kata)),
    '',
    ...shown.flatMap(part => [part, '']),
    explained(kata),
    '',
  ].join('\n')
}

function unified({ yours, solution, hunks }: FileDifference): string {
  const head = [`--- ${yours}`, `+++ ${solution}`].map(line => styleText('bold', line))
  return [
    ...head,
    ...hunks.flatMap(({ head, lines }) => [styleText('cyan', head), ...lines.map(coloured)]),
  ].join('\n')
}

/** A file's lines, whatever their ends; none where the student has deleted it. */
function linesOf(file: string): string[] {
  const full = path.join(ROOT, file)
  if (!existsSync(full)) return []
  const lines = readFileSync(full, 'utf8').split(/\r?\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** A stretch of lines, and which lines of both files it is about: `@@ -12,5 +12,7 @@`. */
interface Hunk {
  readonly head: string
  readonly lines: readonly Line[]
}

interface Line {
  /** Whether both files have it, or only the first or the second. */
  readonly mark: ' ' | '-' | '+'
  readonly text: string
  /** How many lines of each file come before it. */
  readonly before: readonly [number, number]
}

/** All lines of two files, side by side; where they differ, those of the first one come first. */
function linesBetween(one: readonly string[], other: readonly string[]): Line[] {
  const lines: Line[] = []
  let before: [number, number] = [0, 0]
  const take = (mark: Line['mark'], text: string) => {
    lines.push({ mark, text, before })
    before = [before[0] + (mark === '+' ? 0 : 1), before[1] + (mark === '-' ? 0 : 1)]
  }
  let added: string[] = []
  const takeAdded = () => {
    for (const text of added) take('+', text)
    added = []
  }
  for (const [where, text] of diff(one, other)) {
    if (where < 0) added.push(text)
    else if (where > 0) take('-', text)
    else {
      takeAdded()
      take(' ', text)
    }
  }
  takeAdded()
  return lines
}

/** The lines that differ with those around them, in stretches. */
function hunksOf(lines: readonly Line[]): Line[][] {
  const near = new Set<number>()
  for (const [index, { mark }] of lines.entries()) {
    if (mark === ' ') continue
    for (let at = index - CONTEXT; at <= index + CONTEXT; at++) near.add(at)
  }
  const hunks: Line[][] = []
  for (const [index, line] of lines.entries()) {
    if (!near.has(index)) continue
    if (!near.has(index - 1) || hunks.length === 0) hunks.push([])
    hunks.at(-1)?.push(line)
  }
  return hunks
}

function headOf(hunk: readonly Line[]): string {
  return `@@ -${rangeOf(hunk, '-', 0)} +${rangeOf(hunk, '+', 1)} @@`
}

/** Which lines of a file a stretch is about: `12,5`, its first line and how many. */
function rangeOf(hunk: readonly Line[], mark: '-' | '+', side: 0 | 1): string {
  const count = hunk.filter(line => line.mark === ' ' || line.mark === mark).length
  const before = hunk[0]?.before[side] ?? 0
  // Of no lines at all, the one before is named.
  return `${count === 0 ? before : before + 1},${count}`
}

function coloured({ mark, text }: Line): string {
  const line = `${mark}${text}`
  if (mark === ' ') return line
  return styleText(mark === '+' ? 'green' : 'red', line)
}
