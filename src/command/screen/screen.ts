import { styleText } from 'node:util'
import type { Kata } from '../../course/katas.ts'
import { fitted } from '../../course/text.ts'
import type { Failure, Result } from '../testing/results.ts'
import { illustrated, printed } from './pictures.ts'

const MOST_OUTPUT_LINES = 20
const LONGEST_OUTPUT_LINE = 78

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
  if (!failure)
    return [green(head), '', `Compare yours with solutions/${kata.name}.`, ''].join('\n')
  return [
    bold(head),
    '',
    red(failedLine(kata, failure)),
    '',
    fitted(printed(illustrated(kata, failure), plain)),
    '',
    ...outputOf(failure.output),
    ...(failure.place ? [`At     ${failure.place}`] : []),
    ...nextSteps(kata),
    '',
  ].join('\n')
}

/** `03 Gather: 4 of 18 tests pass` */
export function headOf({ kata, passed, total }: Result): string {
  return `${kata.number} ${kata.title}: ${passed} of ${total} tests pass`
}

/** The name of the test that failed. */
export function failedLine(kata: Kata, { test }: Failure): string {
  return fitted(`FAILED  ${test ?? `katas/${kata.name} could not be tested`}`)
}

function nextSteps(kata: Kata): string[] {
  return [
    `Read   katas/${kata.name}/README.md`,
    `Edit   ${editable(kata)}`,
    `Hint   npx kata hint ${kata.number}`,
  ]
}

/** The files that the student writes. */
export function editable({ name, skeleton }: Kata): string {
  return skeleton.map(file => `katas/${name}/${file}`).join(' and ')
}

/** What the student's code printed, the first lines of it. */
export function outputOf(output: string, most = MOST_OUTPUT_LINES): string[] {
  if (output === '') return []
  const lines = output.trimEnd().split('\n')
  const more = lines.length - most
  return [
    'Your code printed:',
    ...lines.slice(0, most).map(line => `  ${line.slice(0, LONGEST_OUTPUT_LINE)}`),
    ...(more > 0 ? [`  … and ${more} more lines`] : []),
    '',
  ]
}

// styleText leaves colours out where NO_COLOR is set or the output is no terminal.
export const bold = (text: string) => styleText('bold', text)
export const green = (text: string) => styleText('green', text)
export const red = (text: string) => styleText('red', text)
