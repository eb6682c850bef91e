import { styleText } from 'node:util'
import type { Kata } from './katas.ts'
import type { Early, Failure, Result } from './results.ts'
import { fitted } from './text.ts'

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

/** The first failing test of a kata, what is known about it, and what to do next. */
export function failureOf({ kata, failure, passed, total }: Result): string {
  const head = bold(`${kata.number} ${kata.title}: ${passed} of ${total} tests pass`)
  return failure
    ? told(head, kata, failure)
    : [green(head), '', `Compare yours with solutions/${kata.name}.`, ''].join('\n')
}

/** The same as long as the other tests are running. */
export function earlyFailureOf({ kata, failure }: Early): string {
  return told(
    bold(`${kata.number} ${kata.title}: this test fails, the others are running`),
    kata,
    failure,
  )
}

function told(head: string, kata: Kata, { test, message, place, output }: Failure): string {
  return [
    head,
    '',
    red(fitted(`FAILED  ${test ?? `katas/${kata.name} could not be tested`}`)),
    '',
    fitted(message.trimEnd()),
    '',
    ...outputOf(output),
    ...(place ? [`At     ${place}`] : []),
    ...nextSteps(kata),
    '',
  ].join('\n')
}

function nextSteps({ name, number, skeleton }: Kata): string[] {
  return [
    `Read   katas/${name}/README.md`,
    `Edit   ${skeleton.map(file => `katas/${name}/${file}`).join(' and ')}`,
    `Hint   npx kata hint ${number}`,
  ]
}

function outputOf(output: string): string[] {
  if (output === '') return []
  const lines = output.trimEnd().split('\n')
  const more = lines.length - MOST_OUTPUT_LINES
  return [
    'Your code printed:',
    ...lines.slice(0, MOST_OUTPUT_LINES).map(line => `  ${line.slice(0, LONGEST_OUTPUT_LINE)}`),
    ...(more > 0 ? [`  … and ${more} more lines`] : []),
    '',
  ]
}

// styleText leaves colours out where NO_COLOR is set or the output is no terminal.
const bold = (text: string) => styleText('bold', text)
const green = (text: string) => styleText('green', text)
const red = (text: string) => styleText('red', text)
