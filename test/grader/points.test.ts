import { describe, expect, test } from 'vitest'
import type { Grade, Part, TestGrade, Verdict } from '../../src/grader/grades.ts'
import { pointsOf, sumOf } from '../../src/grader/reports/points.ts'

const POINTS = { idea: 80, finer: 20 }

describe('points', () => {
  /** @param finer how many of two finer points pass; nothing: it has none */
  const three = (verdict: Verdict, passed: number, finer?: number): Grade => {
    const some = (part: Part, names: readonly string[], few: number): TestGrade[] =>
      names.map((name, index) => ({ part, name, status: index < few ? 'passed' : 'failed' }))
    const idea = some('idea', ['a', 'b', 'c'], passed)
    const more = finer === undefined ? [] : some('finer', ['a', 'b'], finer)
    return { kata: '01-kata', verdict, tests: [...idea, ...more], warnings: [] }
  }

  const pointsFor = (...of: Parameters<typeof three>) => pointsOf(three(...of), POINTS)

  test('are partial credit by tests, and only a pass has all of the idea', () => {
    expect(pointsFor('FAIL', 2, 0)).toBe(53)
    expect(pointsFor('TIMEOUT', 1, 0)).toBe(26)
    expect(pointsFor('FAIL', 3, 0)).toBe(79)
    expect(pointsFor('PASS', 3, 0)).toBe(80)
    expect(pointsFor('TAMPERED', 3, 2)).toBe(0)
  })

  test('count finer points with a pass alone', () => {
    expect(pointsFor('PASS', 3, 1)).toBe(90)
    expect(pointsFor('PASS', 3, 2)).toBe(100)
    expect(pointsFor('FAIL', 2, 2)).toBe(53)
    expect(pointsFor('FAIL', 3, 2)).toBe(79)
  })

  test('of a kata without finer points are all for its idea', () => {
    expect(pointsFor('PASS', 3)).toBe(100)
    expect(pointsFor('FAIL', 2)).toBe(66)
    expect(pointsFor('FAIL', 3)).toBe(99)
  })

  test('are whole ones, whatever the two are worth', () => {
    const odd = { idea: 10, finer: 5 }
    expect(pointsOf(three('FAIL', 2, 0), odd)).toBe(6)
    expect(pointsOf(three('PASS', 3, 1), odd)).toBe(12)
    expect(pointsOf(three('FAIL', 3, 2), { idea: 0, finer: 9 })).toBe(0)
    expect(pointsOf(three('PASS', 3, 2), { idea: 0, finer: 9 })).toBe(9)
    expect(pointsOf(three('PASS', 3, 1), { idea: 9, finer: 0 })).toBe(9)
  })

  test('of a kata that the grader could not grade are neither got nor missed', () => {
    expect(pointsFor('GRADER_ERROR', 0)).toBe(undefined)
    const grades = [three('PASS', 3, 1), three('GRADER_ERROR', 0, 0), three('INVALID', 0, 0)]
    expect(sumOf({ grades }, POINTS)).toEqual({ points: 90, of: 200 })
  })
})
