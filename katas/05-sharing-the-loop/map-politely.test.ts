import { assert, expect, test } from 'vitest'
import { observe, simulate } from '#lab'
import { burn } from '#lab/blocking'
import { mapPolitely } from './map-politely.ts'

/** So many items: 0, 1, 2, … */
const items = (count: number) => Array.from({ length: count }, (_, index) => index)

/** Work that keeps the CPU busy for so many ms, and returns ten times the item. */
const work = (ms: number) => (item: number) => {
  burn(ms)
  return 10 * item
}

test('a hundred items of 5 ms in slices of 20 ms block the event loop for 20 ms, not for 500', async () => {
  const run = await simulate({}, async () => {
    // unref: it does not keep a call alive that never settles.
    const heart = setInterval(() => {}, 10).unref()
    await mapPolitely(items(100), work(5), { slice: 20 })
    clearInterval(heart)
  })
  expect(run).toKeepTheLoopFree({ within: 20 })
})

test('thirty items of 0.4 ms in slices of 1 ms: yields after each slice, not after each item', async () => {
  const run = await simulate({}, () => mapPolitely(items(30), work(0.4), { slice: 1 }))
  const slices = new Set(run.trace.flatMap(span => span.turn ?? [])).size
  assert(
    slices <= 12,
    `${slices} slices, where 10 are enough: end a slice once 1 ms is over, not earlier. Do you start the clock again after each yield?`,
  )
})

test('takes the time of the work, and at most 1 ms more for each of the 25 slices', async () => {
  const run = await simulate({}, () => mapPolitely(items(100), work(5), { slice: 20 }))
  const { elapsed } = run
  assert(
    elapsed <= 525,
    `It took ${elapsed} ms for 500 ms of work. Yielding needs no delay: setImmediate comes back at once, a timer later.`,
  )
})

test('returns all results, in the order of the items', async () => {
  const run = await simulate({}, () => mapPolitely([3, 1, 2], work(15), { slice: 20 }))
  expect(run.result).toEqual([30, 10, 20])
})

test('an error of work ends it: rejects with that error, and works on no further item', async () => {
  const worked: number[] = []
  const error = new Error('of item 2')
  const run = await observe({}, () =>
    mapPolitely(
      items(5),
      item => {
        burn(10)
        worked.push(item)
        if (item === 2) throw error
      },
      { slice: 20 },
    ),
  )
  expect(run).toRejectWith(error)
  expect(worked, 'the items that were worked on').toEqual([0, 1, 2])
})
