import { beforeAll, expect, test } from 'vitest'
import type { Grade, Part } from '../../src/grader/grades.ts'
import { edit, pathOf, read, run, useCopy } from '../command/copy.ts'

// A kata with an idea and finer points, on its whole way through the grader: both parts have a test of the same
// name, and each submission goes wrong in one of them.

useCopy()

const KATA = '60-sum'
const TESTS = {
  'sum.test.ts': [
    "test('adds', () => expect(sum([1, 2])).toBe(3))",
    "test('adds more', () => expect(sum([1, 2, 3])).toBe(6))",
  ],
  'sum.finer.test.ts': [
    "test('adds', () => expect(sum([])).toBe(0))",
    "test('adds itself', () => expect(sum([7])).toBe(7))",
    "test('adds many', () => expect(sum(Array(9).fill(1))).toBe(9))",
  ],
}

/** What each submission does besides, with the numbers it is given. */
const SUBMISSIONS = {
  'open-finer': 'if (numbers.length === 0) return NaN',
  'hangs-in-finer': 'while (numbers.length === 1) {}',
  'tampers-in-finer': 'if (numbers.length === 0) Object.is = () => true',
  'hangs-in-idea': 'while (numbers.length === 2) {}',
  'late-in-idea': "if (numbers.length === 3) void Promise.reject(new Error('late'))",
}

interface Results {
  readonly katas: readonly { readonly tests: Readonly<Record<Part, readonly string[]>> }[]
  readonly submissions: readonly {
    readonly name: keyof typeof SUBMISSIONS
    readonly grades: readonly (Grade & { readonly points: number })[]
  }[]
}

let results: Results

beforeAll(async () => {
  const code = (does: string) => [
    'export function sum(numbers: readonly number[]): number {',
    `  ${does}`,
    '  return numbers.reduce((all, each) => all + each, 0)',
    '}',
  ]
  edit(`katas/${KATA}/README.md`, '# 60 · Sum')
  edit(`solutions/${KATA}/sum.ts`, ...code(''))
  for (const [file, tests] of Object.entries(TESTS)) {
    const imports = ["import { expect, test } from 'vitest'", "import { sum } from './sum.ts'"]
    edit(`katas/${KATA}/${file}`, ...imports, ...tests)
  }
  for (const [name, does] of Object.entries(SUBMISSIONS)) {
    edit(`submissions/${name}/${KATA}/sum.ts`, ...code(does))
  }
  const argv = [pathOf('src/command/kata.js'), 'grade', 'submissions/*', '--kata', '60']
  const { code: exit, stderr } = await run(process.execPath, argv, '.', { KATA_GUARD_HURRY: '2' })
  expect(exit, stderr).toBe(0)
  results = JSON.parse(read('report/results.json')) as Results
})

function gradeOf(name: keyof typeof SUBMISSIONS): Grade & { readonly points: number } {
  const [grade] = results.submissions.find(each => each.name === name)?.grades ?? []
  if (!grade) throw new Error(name)
  return grade
}

/** `PASS, 86 points`, and the tests that do not pass. */
function told(name: keyof typeof SUBMISSIONS): string[] {
  const { verdict, points, tests } = gradeOf(name)
  const open = tests.filter(({ status }) => status !== 'passed')
  const shown = open.map(({ part, name, status }) => `${part}, ${name}: ${status}`)
  return [`${verdict}, ${points} points`, ...shown]
}

test('the reference says which tests each part has to have', () => {
  expect(results.katas[0]?.tests).toEqual({
    idea: ['adds', 'adds more'],
    finer: ['adds', 'adds itself', 'adds many'],
  })
})

test('a finer point that fails costs no PASS, nor does it touch a test of the idea', () => {
  expect(told('open-finer')).toEqual(['PASS, 93 points', 'finer, adds: failed'])
  expect(gradeOf('open-finer').warnings).toEqual([])
})

test('finer points that never end cost no PASS, and a warning tells of them', () => {
  expect(told('hangs-in-finer')).toEqual([
    'PASS, 86 points',
    'finer, adds itself: failed',
    'finer, adds many: not run',
  ])
  expect(gradeOf('hangs-in-finer').warnings).toEqual([
    expect.stringMatching(/^Its finer points could not all be run: "adds itself" was stopped: /),
  ])
})

test('an error that nobody has caught in the idea is not lost with the finer points', () => {
  expect(told('late-in-idea')).toEqual(['FAIL, 79 points'])
  expect(gradeOf('late-in-idea').reason).toBe(
    'All tests of its idea pass, but an error went uncaught: late.',
  )
})

test('who tampers in finer points has tampered', () => {
  expect(told('tampers-in-finer')[0]).toBe('TAMPERED, 0 points')
})

test('no finer point makes up for the idea', () => {
  expect(told('hangs-in-idea')).toEqual([
    'TIMEOUT, 0 points',
    'idea, adds: failed',
    'idea, adds more: not run',
  ])
})
