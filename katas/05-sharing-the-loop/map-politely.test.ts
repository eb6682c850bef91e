import { expect, test, vi } from 'vitest'
import { observe, simulate } from '#lab'
import { burn } from '#lab/blocking'
import { mapPolitely } from './map-politely.ts'

/** So many items. */
const items = (count: number) => Array.from({ length: count }, (_, index) => index)

/** Work that keeps the processor busy for so many ms, and then gives ten times the item. */
const work = (ms: number) => (item: number) => {
  burn(ms)
  return 10 * item
}

/** Runs `body` beside a heartbeat of 1 ms, which is late by as much as the loop is blocked. */
async function withHeart<T>(body: () => Promise<T>): Promise<T> {
  const heart = setInterval(() => {}, 1)
  return body().finally(() => clearInterval(heart))
}

test('a hundred items of 5 ms in slices of 20 ms: the loop is blocked for 20 ms, not for 500', async () => {
  const run = await simulate({}, () =>
    withHeart(() => mapPolitely(items(100), work(5), { slice: 20 })),
  )
  expect(run).toKeepTheLoopFree({ within: 20 })
})

test('the results are in the order of the items', async () => {
  const run = await simulate({}, () => mapPolitely(items(7), work(5), { slice: 20 }))
  expect(run.result).toEqual([0, 10, 20, 30, 40, 50, 60])
})

test('it is the same work: 500 ms of processor time', async () => {
  const run = await simulate({}, () => mapPolitely(items(100), work(5), { slice: 20 }))
  expect(run.cpu).toBe(500)
})

test('it takes the time of the work, and at most 1 ms more for each of the 25 slices', async () => {
  const run = await simulate({}, () => mapPolitely(items(100), work(5), { slice: 20 }))
  expect(run.elapsed).toBeGreaterThanOrEqual(500)
  expect(run.elapsed).toBeLessThanOrEqual(525)
})

test('the loop turns once for each slice, not once for each item', async () => {
  const run = await simulate({}, () => mapPolitely(items(1000), work(0.5), { slice: 25 }))
  const turns = run.trace.filter(span => span.kind === 'computing').map(span => span.turn)
  expect(new Set(turns).size).toBe(20)
})

test('a slice is measured in time: after items of 10, 30, 20 and 20 ms the loop turns twice', async () => {
  const costs = [10, 30, 20, 20]
  const run = await simulate({}, () => withHeart(() => mapPolitely(costs, burn, { slice: 40 })))
  expect(run).toKeepTheLoopFree({ within: 40 })
  expect(run.cpu).toBe(80)
})

test('the loop gets its turn before work goes on: a timer that is due fires', async () => {
  const run = await simulate({}, async () => {
    const fired: number[] = []
    setTimeout(() => fired.push(performance.now()), 10)
    await mapPolitely(items(8), work(5), { slice: 20 })
    return fired
  })
  expect(run.result).toEqual([20])
})

test('an item that takes longer than a slice is not cut, the loop turns after it', async () => {
  const run = await simulate({}, () =>
    withHeart(() => mapPolitely(items(3), work(50), { slice: 20 })),
  )
  expect(run).toKeepTheLoopFree({ within: 50 })
  expect(run.result).toEqual([0, 10, 20])
})

test('an error of the work is passed on, and no further item is worked on', async () => {
  const error = new Error('the third one')
  const calls = vi.fn((item: number) => {
    if (item === 2) throw error
    return item
  })
  const run = await observe({}, () => mapPolitely(items(5), calls, { slice: 20 }))
  expect(run.outcome).toEqual({ status: 'rejected', reason: error })
  expect(calls.mock.calls).toEqual([[0], [1], [2]])
})

test('no items give no results, and no timer is left', async () => {
  const run = await simulate({}, () => mapPolitely(items(0), work(5), { slice: 20 }))
  expect(run.result).toEqual([])
  expect(run).toLeaveNothingBehind()
})
