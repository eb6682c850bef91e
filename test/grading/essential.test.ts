import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../src/course/katas.ts'
import { entries, testCorpus } from './corpus.ts'

// The submissions of the corpus without which no change is safe; all of them: npm run grading.

const ESSENTIAL = [
  'right-with-a-loop',
  'wrong-all-together',
  'syntax-error',
  'exits-in-a-function',
  'patches-object-is',
]
const all = entries(['02'])

testCorpus(
  all.filter(({ name }) => ESSENTIAL.includes(name)),
  ['02'],
)

test('whatever passes though it should not is named in docs/instructors.md', () => {
  const holes = all.filter(({ expected }) => Object.values(expected).some(({ hole }) => hole))
  const text = readFileSync(path.join(ROOT, 'docs/instructors.md'), 'utf8')
  expect(holes.map(({ name }) => name).filter(name => !text.includes(name))).toEqual([])
})
