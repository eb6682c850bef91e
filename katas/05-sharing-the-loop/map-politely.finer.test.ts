import { setTimeout as sleep } from 'node:timers/promises'
import { assert, expect, test } from 'vitest'
import { observe, type Run, simulate } from '#lab'
import { burn } from '#lab/blocking'
import { mapPolitely } from './map-politely.ts'

/** In how many turns of the loop something was computed. */
const turnsOf = (run: Run) => new Set(run.trace.flatMap(span => span.turn ?? [])).size

test('a timer that is due fires when the slice is over, neither earlier nor later', async () => {
  const run = await simulate({}, async () => {
    const { promise, resolve } = Promise.withResolvers<number>()
    setTimeout(() => resolve(performance.now()), 10)
    await mapPolitely([30, 10, 20], burn, { slice: 40 })
    return promise
  })
  expect(run.result, 'ms at which a timer of 10 ms fired').toBe(40)
})

test('a slice begins after the yield: what others do meanwhile does not count', async () => {
  const run = await simulate({}, async () => {
    setTimeout(() => burn(30), 10)
    await mapPolitely(Array(12).fill(5), burn, { slice: 20 })
  })
  const turns = turnsOf(run)
  assert(
    turns === 4,
    `The loop got ${turns} turns instead of 4: start the clock after the yield, or the time of others counts as yours.`,
  )
})

test('an item that takes longer than a slice is not cut, and the next slices are as long as any', async () => {
  const costs = [100, ...Array(20).fill(5)]
  const run = await simulate({}, () => mapPolitely(costs, burn, { slice: 20 }))
  const slices = turnsOf(run)
  assert(
    slices === 6,
    `${slices} slices instead of 6: one of 100 ms, then five of 20 ms. Carry no time over from one slice to the next.`,
  )
})

test('two calls at once keep their results apart, and their slices take turns', async () => {
  const order: number[] = []
  const work = (item: number) => {
    burn(20)
    order.push(item)
    return 10 * item
  }
  const run = await simulate({}, async () => {
    await sleep(100)
    const calls = [
      [1, 2, 3],
      [4, 5, 6],
    ].map(items => mapPolitely(items, work, { slice: 20 }))
    return Promise.all(calls)
  })
  expect(run.result, 'the results of both').toEqual([
    [10, 20, 30],
    [40, 50, 60],
  ])
  expect(order, 'the order of the work').toEqual([1, 4, 2, 5, 3, 6])
})

test('rejects with the same error object that work threw', async () => {
  const error = new Error('of work')
  const fail = () => {
    throw error
  }
  const run = await observe({}, () => mapPolitely([1], fail, { slice: 20 }))
  expect(run).toRejectWith(error, { same: true })
})

test('takes any list: an empty one, duplicates, items that are falsy', async () => {
  const list = Object.freeze([undefined, null, 0, false, 'twice', 'twice'])
  const run = await simulate({}, () => mapPolitely(list, String, { slice: 20 }))
  expect(run.result, 'the results').toEqual(['undefined', 'null', '0', 'false', 'twice', 'twice'])

  const nothing = await simulate({}, () => mapPolitely([], String, { slice: 20 }))
  expect(nothing.result, 'the results of no items').toEqual([])
  expect(nothing).toLeaveNothingBehind()
})
