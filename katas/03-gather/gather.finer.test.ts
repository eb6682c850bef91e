import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { notebook, observe, simulate, urls } from '#lab'
import { fetchPosts, gather } from './gather.ts'

const [post1, post2, , post4] = urls as [string, string, string, string]

/** A task that waits so many ms and resolves to that number. */
const wait = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. */
const fail = (ms: number, error: Error) => async () => {
  await sleep(ms)
  throw error
}

test('gather takes any list: an empty one, a task that is listed twice, results that are falsy', async () => {
  const nothing = await observe({}, () => gather([]))
  expect(nothing.outcome, 'without tasks').toEqual({ status: 'fulfilled', value: [] })

  let calls = 0
  const counting = () => sleep(10, ++calls)
  const twice = await simulate({}, () => gather([counting, wait(20), counting]))
  expect(String(twice.result), 'where tasks[0] and tasks[2] are the same function').toBe('1,20,2')

  const values = [undefined, null, false]
  const tasks = values.map((value, index) => () => sleep(10 * index, value))
  const falsy = await simulate({}, () => gather<unknown>(tasks))
  expect(falsy.result, 'where tasks resolve to undefined, null and false').toEqual(values)
  expect(falsy).toTake(20)
})

test('gather calls each task once', async () => {
  const tasks = [vi.fn(wait(30)), vi.fn(wait(10))]
  await simulate({}, () => gather(tasks))
  const calls = tasks.map(task => task.mock.calls.length)
  expect(calls, 'how often each task was called').toEqual([1, 1])
})

test('gather rejects with the error that happens first, as the same object', async () => {
  const first = new Error('first in time')
  const tasks = [fail(60, new Error('first in the list')), fail(40, first)]
  const run = await observe({}, () => gather(tasks))
  expect(run).toRejectWith(first, { same: true })
})

test('fetchPosts returns a line for each address, whatever its status', async () => {
  const server = {
    ...notebook,
    [post1]: { delay: 30, status: 404, body: {} },
    [post2]: { delay: 10, status: 500, body: {} },
  }
  const run = await simulate({ server }, () => fetchPosts([post4, post2, post1, post2]))
  expect(run.result).toBeLines([
    `[200] ${post4}`,
    `[500] ${post2}`,
    `[404] ${post1}`,
    `[500] ${post2}`,
  ])
})

test('fetchPosts rejects with the error of fetch, the moment a connection is cut', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  const run = await observe({ server }, () => fetchPosts([post1, post2]))
  const cause = expect.objectContaining({ code: 'ECONNRESET' })
  const reason = expect.objectContaining({ message: 'fetch failed', cause })
  expect(run.outcome).toEqual({ status: 'rejected', reason })
  expect(run).toTake(60)
})

test('gather keeps two calls apart that run at once', async () => {
  const both = () => Promise.all([gather([wait(30), wait(10)]), gather([wait(20), wait(40)])])
  const run = await simulate({}, both)
  expect(run.result).toEqual([
    [30, 10],
    [20, 40],
  ])
})
