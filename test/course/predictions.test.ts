import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { findKatas, type Kata, ROOT } from '../../src/course/katas.ts'
import { type Prediction, questionText } from '../../src/course/prediction.ts'
import { tooWide, words } from '../command/copy.ts'

// The questions that katas ask before their first run: they are those of the READMEs, and what is said to
// be right is right. test/verdicts/NN-name/prediction.ts runs what the question is about.

describe.each(findKatas())('the prediction of $name', kata => {
  test('is kept in a file of the right form', () => {
    const file = `katas/${kata.name}/prediction.json`
    expect(existsSync(path.join(ROOT, file)), `${file} is there`).toBe(true)
    expect(faultIn(contentOf(kata))).toBeUndefined()
  })

  test('is asked for in the same words in the README, under Predict', () => {
    const readme = readFileSync(path.join(kata.folder, 'README.md'), 'utf8')
    const section = /^## Predict\n(.*?)^## /ms.exec(readme)?.[1] ?? ''
    expect(words(section)).toContain(contentOf(kata).question)
  })

  test('has a question with its choices that is no wider than 80 columns, or than a terminal of 50', () => {
    expect(tooWide(questionText(contentOf(kata)))).toEqual([])
    const narrow = questionText(contentOf(kata), 50).split('\n')
    expect(narrow.filter(line => line.length > 50)).toEqual([])
  })
})

test.each(findKatas().filter(isMeasured))(
  'the prediction of $name has the right answer',
  async kata => {
    const proof = (await import(pathToFileURL(proofOf(kata)).href)) as {
      default: () => Promise<number | string>
    }
    expect(rightIn(contentOf(kata))).toBe(await proof.default())
  },
)

test('only what needs the real clock has an answer that nothing measures', () => {
  const others = findKatas().filter(kata => !isMeasured(kata))
  expect(others.map(({ name }) => name)).toEqual(['12-the-notebook'])
})

function contentOf({ folder }: Kata): Prediction {
  return JSON.parse(readFileSync(path.join(folder, 'prediction.json'), 'utf8')) as Prediction
}

function proofOf({ name }: Kata): string {
  return path.join(ROOT, 'test/verdicts', name, 'prediction.ts')
}

function isMeasured(kata: Kata): boolean {
  return existsSync(proofOf(kata))
}

/** The right answer as it is measured: ms, or the words of the right choice. */
function rightIn(prediction: Prediction): number | string | undefined {
  if ('ms' in prediction) return prediction.ms
  return prediction.choices['abcdefgh'.indexOf(prediction.right)]
}

/** What is wrong with the form of a question. */
function faultIn(prediction: Prediction): string | undefined {
  const { question, why } = prediction
  if (!/[^?]\?$/.test(question)) return 'question is no question: it has to end with "?".'
  if (!/^[A-Z`].+\.$/.test(why) || /\. /.test(why)) return 'why is not one sentence.'
  if ('ms' in prediction) {
    const { ms, says } = prediction
    if (!Number.isInteger(ms) || ms < 0) return 'ms is no whole number of ms.'
    return /^[a-z].*\w$/.test(says) ? undefined : 'says does not begin a sentence.'
  }
  const { choices } = prediction
  if (choices.length < 2 || new Set(choices).size < choices.length) return 'choices are no choices.'
  return rightIn(prediction) === undefined ? 'right is none of the choices.' : undefined
}
