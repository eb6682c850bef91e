import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { observe, type Run, simulate } from '#lab'
import { burn } from '#lab/blocking'
import { mapPolitely } from './map-politely.ts'

/** So many items: 0, 1, 2, … */
const items = (count: number) => Array.from({ length: count }, (_, index) => index)

/** Work that keeps the processor busy for so many ms, and then gives ten times the item. */
const work = (ms: number) => (item: number) => {
  burn(ms)
  return 10 * item
}

/** In how many turns of the loop something was computed. */
const turnsOf = (run: Run) => new Set(run.trace.flatMap(span => span.turn ?? [])).size

/** The ms of work in each of these turns. */
function slicesOf(run: Run): number[] {
  const turns = Map.groupBy(run.trace, span => span.turn)
  turns.delete(undefined)
  const sums = [...turns.values()].map(spans =>
    spans.reduce((ms, { from, to }) => ms + to - from, 0),
  )
  return sums.map(ms => Math.round(10 * ms) / 10)
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

test('the results are in the order of the items, and the items are left as they were', async () => {
  const given = Object.freeze([3, 1, 3])
  const run = await simulate({}, () => mapPolitely(given, work(15), { slice: 20 }))
  expect(run.result).toEqual([30, 10, 30])
})

test('it is the same work: each item once and alone, 500 ms of processor time', async () => {
  const given: unknown[][] = []
  const spy = (...all: unknown[]) => {
    given.push(all)
    burn(5)
  }
  const run = await simulate({}, () => mapPolitely(items(100), spy, { slice: 20 }))
  expect(run.cpu).toBe(500)
  expect(given[0], 'what `work` is given first').toEqual([0])
  expect(given).toEqual(items(100).map(item => [item]))
})

test('it takes the time of the work, and at most 1 ms more for each of the 25 slices', async () => {
  const run = await simulate({}, () => mapPolitely(items(100), work(5), { slice: 20 }))
  expect(run.elapsed).toBeLessThanOrEqual(525)
})

test('thirty items of 0.4 ms are done in 10 slices of 1 ms, not each in a turn of its own', async () => {
  const run = await simulate({}, () => mapPolitely(items(30), work(0.4), { slice: 1 }))
  const slices =
    'ms of each slice; it ends once 1 ms is over, not earlier because the next item would not fit; after each turn read performance.now(), with its fractions'
  expect(slicesOf(run), slices).toEqual(Array.from({ length: 10 }, () => 1.2))
})

test('a timer that is due fires when the slice is over, neither earlier nor later', async () => {
  const run = await simulate({}, async () => {
    const { promise, resolve } = Promise.withResolvers<number>()
    setTimeout(() => resolve(performance.now()), 10)
    await mapPolitely([30, 10, 20], burn, { slice: 40 })
    return promise
  })
  expect(run.result, 'ms at which a timer of 10 ms fired').toBe(40)
})

test('a slice begins after the turn: what others do meanwhile is not counted', async () => {
  const run = await simulate({}, async () => {
    setTimeout(() => burn(30), 10)
    await mapPolitely(items(12), work(5), { slice: 20 })
  })
  const turns =
    'turns of three slices and the timer (5: the timer counted as yours; read the clock after the turn)'
  expect(turnsOf(run), turns).toBe(4)
})

test('an item that takes longer than a slice is not cut, and later slices are as long as any', async () => {
  const costs = [100, ...Array.from({ length: 20 }, () => 5)]
  const run = await simulate({}, () => withHeart(() => mapPolitely(costs, burn, { slice: 20 })))
  expect(run).toKeepTheLoopFree({ within: 100 })
  expect(turnsOf(run), 'slices that the work was done in').toBe(6)
})

test('no turn is spent before the first item or after the last', async () => {
  const seen: string[] = []
  await simulate({}, async () => {
    await sleep(100)
    setImmediate(() => seen.push('the loop turns'))
    const done = (item: number) => {
      burn(5)
      seen.push(`item ${item}`)
    }
    await mapPolitely(items(4), done, { slice: 20 })
    seen.push('the results are there')
  })
  const order = ['item 0', 'item 1', 'item 2', 'item 3', 'the results are there']
  const when =
    'what happens, in order; let the loop turn only when a slice is over and items are left'
  expect(seen.slice(0, order.length), when).toBeLines(order)
})

test('two at once keep their results apart, and take turns', async () => {
  const order: number[] = []
  const seen = (item: number) => {
    order.push(item)
    return work(20)(item)
  }
  const run = await simulate({}, () =>
    Promise.all([
      mapPolitely([1, 2, 3], seen, { slice: 20 }),
      mapPolitely([4, 5, 6], seen, { slice: 20 }),
    ]),
  )
  expect(run.result).toEqual([
    [10, 20, 30],
    [40, 50, 60],
  ])
  expect(order, 'the order of the work').toEqual([1, 4, 2, 5, 3, 6])
})

test('an error in the second slice is passed on, the very same, and nothing more is worked on', async () => {
  const error = new Error('the third one')
  const calls = vi.fn((item: number) => {
    burn(10)
    if (item === 2) throw error
    return item
  })
  const run = await observe({}, () => mapPolitely(items(5), calls, { slice: 20 }))
  expect(run.outcome).toEqual({ status: 'rejected', reason: error })
  expect((run.outcome as { reason?: unknown }).reason).toBe(error)
  expect(calls.mock.calls.map(([item]) => item)).toEqual([0, 1, 2])
})

test('an item may be anything: undefined, null, 0 and false, too', async () => {
  const anything = [undefined, null, 0, false]
  const run = await simulate({}, () => mapPolitely(anything, String, { slice: 20 }))
  expect(run.result).toEqual(['undefined', 'null', '0', 'false'])
})

test('no items give no results, and no timer is left', async () => {
  const run = await simulate({}, () => mapPolitely(items(0), work(5), { slice: 20 }))
  expect(run.result).toEqual([])
  expect(run).toLeaveNothingBehind()
})
