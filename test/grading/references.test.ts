import path from 'node:path'
import { expect, test } from 'vitest'
import { findKatas, ROOT } from '../../src/course/katas.ts'
import { openExaminer } from '../../src/grader/examiner/examine.ts'

// What the references can't pass, nobody is graded by.

test('every reference solution is complete where submissions are examined', async () => {
  const katas = findKatas()
  const examiner = await openExaminer({ katas, timeout: 60, jobs: 2 })
  try {
    const reference = { name: 'reference', folder: path.join(ROOT, 'solutions') }
    const names = katas.map(({ name }) => name)
    const grades = await examiner.examine(reference, names, new AbortController().signal)
    const incomplete = grades.filter(
      ({ verdict, tests, warnings }) =>
        verdict !== 'PASS' ||
        tests.some(({ status }) => status !== 'passed') ||
        warnings.length > 0,
    )
    expect(incomplete).toEqual([])
    expect(grades.map(({ kata }) => kata)).toEqual(names)
  } finally {
    await examiner.close()
  }
})
