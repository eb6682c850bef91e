import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { notebook, observe, simulate, urls } from '#lab'
import { fetchPosts, gather } from './gather.ts'

/** A task that waits so many ms and then gives that number. */
const wait = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. */
const fail = (ms: number, message: string) => async () => {
  await sleep(ms)
  throw new Error(message)
}

test('gather has nineteen requests done in 950 ms, the time of the slowest, not in 4,090', async () => {
  const run = await simulate({ server: notebook }, () => gather(urls.map(url => () => fetch(url))))
  expect(run).toTake(950)
})

test('gather takes as long as the slowest task, not as all of them added up', async () => {
  const run = await simulate({}, () => gather([wait(30), wait(55), wait(20)]))
  expect(run).toTake(55)
})

test('gather gives the results in the order of the tasks, whichever finished first', async () => {
  const run = await simulate({}, () => gather([wait(30), wait(55), wait(20)]))
  expect(run.result).toEqual([30, 55, 20])
})

test('gather waits for every task, also when the last of them is done first', async () => {
  const run = await simulate({}, () => gather([wait(30), wait(20), wait(10)]))
  expect(run.result).toEqual([30, 20, 10])
  expect(run).toLeaveNothingBehind()
})

test('gather calls each task once', async () => {
  const tasks = [vi.fn(wait(10)), vi.fn(wait(20))]
  await simulate({}, () => gather(tasks))
  expect(tasks.map(task => task.mock.calls.length)).toEqual([1, 1])
})

test('gather of no tasks gives an empty list', async () => {
  const run = await simulate({}, () => gather([]))
  expect(run.result).toEqual([])
})

test('gather fails with the first error, at the moment it happens', async () => {
  const tasks = [wait(90), fail(60, 'second'), fail(40, 'first')]
  const run = await observe({}, () => gather<unknown>(tasks))
  expect(run.outcome).toEqual({ status: 'rejected', reason: new Error('first') })
  expect(run).toTake(40)
})

test('gather is your own: it does not call Promise.all, allSettled, any or race', async () => {
  const ready = (['all', 'allSettled', 'any', 'race'] as const).map(name => vi.spyOn(Promise, name))
  await simulate({}, () => gather([wait(10), wait(20)]))
  const called = ready.filter(spy => spy.mock.calls.length > 0).map(spy => spy.getMockName())
  vi.restoreAllMocks()
  expect(called).toEqual([])
})

test('fetchPosts takes as long as the slowest post: 950 ms', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run).toTake(950)
})

test('fetchPosts has all nineteen requests in flight at once', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run).toPeakAt(19)
  expect(run).toLeaveNothingBehind()
})

test('fetchPosts gives the lines in the order of the addresses, though post 13 answers first', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run.result).toEqual(urls.map(url => `[200] ${url}`))
})
