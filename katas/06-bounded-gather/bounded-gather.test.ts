import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forAll, notebook, observe, simulate, urls } from '#lab'
import { gatherLimited } from './bounded-gather.ts'

/** Tries many limits and lists of tasks of some ms each; if your code fails with some, you read the simplest. */
async function whateverTheTasks(
  program: (limit: number, times: readonly number[]) => Promise<void>,
): Promise<void> {
  const limit = fc.integer({ min: 1, max: 3 })
  const times = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 })
  await forAll(fc.tuple(limit, times), input => program(...input), { seed: 6, numRuns: 30 })
}

/** `limit 2, tasks of 1, 3, 2 ms`: what a failed expectation was about. */
function told(limit: number, times: readonly number[]): string {
  return `limit ${limit}, tasks of ${times.join(', ')} ms`
}

/** When each task starts and ends if no slot is ever idle while a task waits. */
function ideal(limit: number, times: readonly number[]) {
  const free = Array.from({ length: limit }, () => 0)
  return times.map(ms => {
    const from = Math.min(...free)
    free[free.indexOf(from)] = from + ms
    return { from, to: from + ms }
  })
}

const startOf = (index: number, ms: number) => `tasks[${index}] starts at ${ms} ms`

test('nineteen posts, three at a time, take 1,710 ms: never a fourth in flight, and in order', async () => {
  const tasks = urls.map(url => () => fetch(url))
  const run = await simulate({ server: notebook }, () => gatherLimited(tasks, 3))
  expect(run).toPeakAt(3)
  expect(run).toStartInOrder()
  expect(run).toTake(1710)
})

test('runs as many tasks at once as the limit allows, and never one more', async () => {
  await whateverTheTasks(async (limit, times) => {
    let running = 0
    let most = 0
    const tasks = times.map(ms => async () => {
      running++
      most = Math.max(most, running)
      await sleep(ms)
      running--
    })
    await simulate({}, () => gatherLimited(tasks, limit))
    const what = `the most that ran at once (${told(limit, times)})`
    expect(most, what).toBe(Math.min(limit, times.length))
  })
})

test('starts the next task the moment a slot is free: no slot is idle while a task waits', async () => {
  await whateverTheTasks(async (limit, times) => {
    const seen: string[] = []
    const tasks = times.map((ms, index) => async () => {
      seen.push(startOf(index, performance.now()))
      await sleep(ms)
    })
    await simulate({}, () => gatherLimited(tasks, limit))
    const starts = ideal(limit, times).map(({ from }, index) => startOf(index, from))
    expect(seen, told(limit, times)).toBeLines(starts)
  })
})

test('returns the results in the order of the tasks, once all of them are done', async () => {
  await whateverTheTasks(async (limit, times) => {
    const tasks = times.map((ms, index) => () => sleep(ms, `result of tasks[${index}]`))
    const run = await simulate({}, () => gatherLimited(tasks, limit))
    const results = times.map((_, index) => `result of tasks[${index}]`)
    expect(run.result, told(limit, times)).toBeLines(results)
    expect(run, told(limit, times)).toTake(Math.max(...ideal(limit, times).map(({ to }) => to)))
  })
})

test('rejects with the first error at the moment it happens', async () => {
  const wait = () => sleep(30)
  const fail = async () => {
    await sleep(10)
    throw new Error('of tasks[1]')
  }
  const run = await observe({}, () => gatherLimited([wait, fail, wait, wait], 2))
  expect(run).toRejectWith(new Error('of tasks[1]'))
  expect(run).toTake(10)
})
