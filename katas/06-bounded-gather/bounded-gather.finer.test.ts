import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forAll, observe, simulate } from '#lab'
import { gatherLimited } from './bounded-gather.ts'

/** A task that waits so many ms and resolves to that number. */
const wait = (ms: number) => () => sleep(ms, ms)

/** What a task does: it waits so many ms, and then it may fail. */
interface Plan {
  readonly ms: number
  readonly fails: boolean
}

/** Tasks that do as planned, and what was seen of them. */
function enact(plans: readonly Plan[]) {
  const seen = { most: 0, firstFailure: undefined as { ms: number; error: Error } | undefined }
  let running = 0
  const tasks = plans.map(({ ms, fails }, index) => async () => {
    running++
    seen.most = Math.max(seen.most, running)
    await sleep(ms)
    running--
    if (!fails) return
    const error = new Error(`of tasks[${index}]`)
    seen.firstFailure ??= { ms: performance.now(), error }
    throw error
  })
  return { tasks, seen }
}

/** `limit 2, tasks of 1 ms, 3 ms that fails`: what a failed expectation was about. */
function told(limit: number, plans: readonly Plan[]): string {
  const each = plans.map(({ ms, fails }) => `${ms} ms${fails ? ' that fails' : ''}`)
  return `limit ${limit}, tasks of ${each.join(', ')}`
}

/** Tries many limits and lists of tasks, some of which fail; if your code fails, you read the simplest. */
async function whateverFails(
  program: (limit: number, plans: readonly Plan[]) => Promise<void>,
): Promise<void> {
  const limit = fc.integer({ min: 1, max: 3 })
  const plan = fc.record({ ms: fc.integer({ min: 1, max: 4 }), fails: fc.boolean() })
  const plans = fc.array(plan, { minLength: 1, maxLength: 6 })
  await forAll(fc.tuple(limit, plans), input => program(...input), { seed: 6, numRuns: 40 })
}

test('after a failure, never runs more than the limit, and leaves no rejection unhandled', async () => {
  await whateverFails(async (limit, plans) => {
    const { tasks, seen } = enact(plans)
    const run = await observe({}, async () => {
      await gatherLimited(tasks, limit).catch(() => {})
      // By then all is over that may have gone on.
      await sleep(30)
    })
    const most = `the most that ran at once (${told(limit, plans)})`
    expect(seen.most, most).toBeLessThanOrEqual(limit)
    expect(
      run.outcome.status,
      `the outcome, where each error is caught (${told(limit, plans)})`,
    ).toBe('fulfilled')
  })
})

test('rejects with the first error at the moment it happens, whichever task fails', async () => {
  await whateverFails(async (limit, plans) => {
    const { tasks, seen } = enact(plans)
    const run = await observe({}, () => gatherLimited(tasks, limit))
    if (!seen.firstFailure) return
    const { ms, error } = seen.firstFailure
    expect(run, told(limit, plans)).toRejectWith(error)
    expect(run, told(limit, plans)).toTake(ms)
  })
})

test('rejects with the same error object that the task failed with', async () => {
  const error = new Error('of a task')
  const tasks = [wait(10), () => Promise.reject(error)]
  const run = await observe({}, () => gatherLimited<unknown>(tasks, 1))
  expect(run).toRejectWith(error, { same: true })
})

test('sets no timer of its own: the end of a task starts the next', async () => {
  const run = await simulate({}, () => gatherLimited([wait(30), wait(10), wait(20)], 1))
  const timers = run.trace.filter(({ kind }) => kind === 'timer')
  expect(timers.length - 3, 'timers of your own, besides those of the three tasks').toBe(0)
})

test('gives two calls at once slots of their own, and results of their own', async () => {
  const run = await simulate({}, () =>
    Promise.all([
      gatherLimited([wait(30), wait(10), wait(20)], 1),
      gatherLimited([wait(20), wait(40)], 1),
    ]),
  )
  expect(run.result).toEqual([
    [30, 10, 20],
    [20, 40],
  ])
  expect(run.elapsed, 'ms that both take, each with a slot of its own').toBe(60)
})

test('takes any list: an empty one, a task that is listed twice, results that are falsy', async () => {
  const nothing = await observe({}, () => gatherLimited([], 3))
  expect(nothing.outcome, 'without tasks').toEqual({ status: 'fulfilled', value: [] })

  let calls = 0
  const counting = () => sleep(10, ++calls)
  const twice = Object.freeze([counting, wait(20), counting])
  const run = await simulate({}, () => gatherLimited(twice, 2))
  expect(String(run.result), 'where tasks[0] and tasks[2] are the same function').toBe('1,20,2')

  const values = [undefined, null, false, 0]
  const tasks = values.map((value, index) => () => sleep(40 - 10 * index, value))
  const falsy = await simulate({}, () => gatherLimited<unknown>(tasks, 2))
  expect(falsy.result, 'where tasks resolve to undefined, null, false and 0').toEqual(values)
})
