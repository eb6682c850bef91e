import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { simulate } from '#lab'
import { demonstrationsOf, hasDemonstrations } from '../../src/course/demonstrations.ts'
import { findKatas } from '../../src/course/katas.ts'

// What kata time shows, with the solutions' code, on the exact clock.

const cores = availableParallelism()

/** ms, where the notebook's figure or the idea of the kata says how long it takes. */
const EXACT: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '02': { 'one after another': 4090 },
  '03': { 'all together': 950 },
  '04': { 'nineteen posts and a heart': 950 },
  '05': { 'one second of work beside a heart': 1000 },
  '06': { 'three at a time': 1710 },
  '08': { 'one thread': 4090, 'three threads': 1710, 'nineteen threads': 950 },
  '09': { 'Promise.all in one thread': 800, 'a thread for each core': 100 * Math.ceil(8 / cores) },
  '11': { 'six waits, the slowest 600 ms': 600 },
  '12': { sequential: 4090, 'threads, three of them': 1710, cooperative: 950 },
  '19': { 'one thread': 4090, 'three threads': 1710, 'nineteen threads': 950 },
}

test.each(findKatas().filter(hasDemonstrations))(
  '$name demonstrates what it should, in the time that the notebook has for it',
  async kata => {
    const times: Record<string, number> = {}
    for (const { name, options = {}, run } of await demonstrationsOf(kata, 'solutions')) {
      const { elapsed, left } = await simulate(options, run)
      times[name] = elapsed
      expect(left).toEqual([])
    }
    expect(times).toEqual(EXACT[kata.number])
  },
)

test('each kata that has a figure here has a demonstration', () => {
  const numbers = findKatas()
    .filter(hasDemonstrations)
    .map(({ number }) => number)
  expect(numbers).toEqual(Object.keys(EXACT).sort())
})
