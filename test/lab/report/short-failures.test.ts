import { describe, expect, test } from 'vitest'
import { simulate } from '#lab'
import { measure } from '../../../src/lab/ground/measure.ts'

// A result may have anything in it, and as much as there is memory for: a test that fails says so, and shows no more.

const million = Array.from({ length: 1_000_000 }, (_, index) => index)

/** As many lists as there are turns, which print as two to the power of them. */
function doubled(turns: number): unknown {
  let all: unknown = [1]
  for (let turn = 0; turn < turns; turn++) all = [all, all]
  return all
}

function nested(turns: number): unknown {
  let all: unknown = 1
  for (let turn = 0; turn < turns; turn++) all = [all]
  return all
}

function failureOf(compare: () => void): { message: string; actual?: unknown } {
  try {
    compare()
  } catch (error) {
    return error as Error
  }
  throw new Error('It passes.')
}

describe('a result that is far larger than what was expected', () => {
  const far = 'far larger than what was expected'

  test.for([
    ['items', million, [1, 2, 3], '1,000,000 items, and 3 were expected'],
    ['one item expected', million, [1], '1,000,000 items, and 1 was expected'],
    ['holes', new Array(4_000_000_000), [1], '4,000,000,000 items, and 1 was expected'],
    ['letters', 'x'.repeat(1_000_000), 'x', '1,000,000 letters, and 1 was expected'],
    ['bytes', new Uint8Array(1_000_000), [1], '1,000,000 items, and 1 was expected'],
    ['entries', new Set(million), [1], '1,000,000 entries: it is not shown'],
    ['what is inside', [million], [1], far],
    ['the same again and again', doubled(40), [1], far],
    ['depth', nested(50_000), [1], far],
  ] as const)('%s', ([, result, expected, part]) => {
    for (const name of ['toBe', 'toEqual', 'toStrictEqual'] as const) {
      const { message, actual } = failureOf(() => expect(result, 'a word')[name](expected))
      expect(message).toMatch(/^a word: What was received/)
      expect(message).toContain(part)
      expect(actual).toBeUndefined()
    }
  })

  test('lines, too', () => {
    const { message } = failureOf(() => expect(million).toBeLines(['a', 'b']))
    expect(message).toContain('1,000,000 items, and 2 were expected')
  })

  test('where something else is asked of it, the answer stays what it is', () => {
    expect(million).toEqual(expect.any(Array))
    expect({ million }).toEqual({ million: expect.anything() })
    expect(million).not.toEqual([1])
    expect(million).toBe(million)
    expect(million).toHaveLength(1_000_000)
    expect(million).toContain(999_999)
    expect(million).toEqual([...million])
    expect(failureOf(() => expect(million).toBeUndefined()).message).toContain('1,000,000 items')
  })

  test('a run says of it what it always says, and does not look at all of it', async () => {
    for (const result of [million, new Array(4_000_000_000), doubled(40), nested(50_000)]) {
      const run = await simulate({}, async () => result)
      expect(failureOf(() => expect(run).toTake(10)).message).toContain('it took 0 ms')
      const { message } = failureOf(() => expect(run).toRejectWith(new Error('no')))
      expect(message.length).toBeLessThan(4_000)
    }
  })
})

test('a result that contains itself is told so', () => {
  const list: unknown[] = [1]
  list.push(list)
  expect(failureOf(() => expect(list).toEqual([30, 55, 20])).message).toContain('contains itself')
})

test('an ordinary difference is shown as ever', () => {
  const { message, actual } = failureOf(() => expect([1, 2]).toEqual([1, 3]))
  expect(message).toBe('expected [ 1, 2 ] to deeply equal [ 1, 3 ]')
  expect(actual).toEqual([1, 2])
})

test('values are counted as often as they are printed, and no further than asked', () => {
  expect(measure(1, 10)).toBe(1)
  expect(measure('x'.repeat(800), 100)).toBe(11)
  expect(measure(million, 10)).toBe(11)
  expect(measure(doubled(40), 1_000)).toBe(1_001)
  const circle: unknown[] = []
  circle.push(circle)
  expect(measure(circle, 100)).toBeLessThan(100)
})
