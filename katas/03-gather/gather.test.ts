import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { notebook, observe, simulate, urls } from '#lab'
import { fetchPosts, gather } from './gather.ts'

const [post1, post2, , post4] = urls as [string, string, string, string]

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

test('gather waits for every task, also when some give undefined, null or false', async () => {
  const values = [undefined, null, false]
  const tasks = values.map((value, index) => () => sleep(10 * index, value))
  const run = await simulate({}, () => gather<unknown>(tasks))
  expect(run.result).toEqual(values)
  expect(run).toTake(20)
})

test('gather calls each task once, and a task that is listed twice twice', async () => {
  const task = vi.fn(wait(10))
  const other = vi.fn(wait(20))
  const run = await simulate({}, () => gather([task, other, task]))
  expect([task.mock.calls, other.mock.calls]).toEqual([[[], []], [[]]])
  expect(run.result).toEqual([10, 20, 10])
})

test('gather of no tasks gives an empty list, at once', async () => {
  const run = await simulate({}, () => gather([]))
  expect(run.result).toEqual([])
  expect(run).toTake(0)
})

test('gather keeps two calls apart that run at the same time', async () => {
  const both = () => Promise.all([gather([wait(30), wait(10)]), gather([wait(20), wait(40)])])
  const run = await simulate({}, both)
  expect(run.result).toEqual([
    [30, 10],
    [20, 40],
  ])
})

test('gather fails when a task fails, with the very error of that task, whatever it is', async () => {
  for (const error of [new Error('the very one'), undefined, 0, 'a text']) {
    const run = await observe({}, () => gather<unknown>([wait(10), () => Promise.reject(error)]))
    const what = `a task fails with ${String(error)}`
    expect(run.outcome.status, `${what}: how it ends`).toBe('rejected')
    const { reason } = run.outcome as { reason?: unknown }
    const copied = reason instanceof Error && reason !== error && String(reason) === String(error)
    expect(copied, 'whether the error is a copy; pass on the very one').toBe(false)
    expect(reason, `${what}: the error`).toBe(error)
    expect(run.outcome).toEqual({ status: 'rejected', reason: error })
  }
})

test('gather fails at the moment a task fails, and does not wait for the others', async () => {
  const run = await observe({}, () => gather<unknown>([wait(90), fail(40, 'early')]))
  expect(run).toTake(40)
})

test('gather fails also when the last task to finish fails: only a result counts as done', async () => {
  const run = await observe({}, () => gather<unknown>([wait(10), fail(40, 'late')]))
  const how =
    'how it ends; a task that failed was counted as done, and gather resolved before it rejected'
  expect(run.outcome.status, how).toBe('rejected')
  expect(run.outcome).toEqual({ status: 'rejected', reason: new Error('late') })
})

test('gather fails with the error that happens first, not with the first in the list', async () => {
  const run = await observe({}, () => gather([fail(60, 'later'), fail(40, 'first')]))
  expect(run.outcome).toEqual({ status: 'rejected', reason: new Error('first') })
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
  expect(run.result).toBeLines(urls.map(url => `[200] ${url}`))
})

test('fetchPosts gives a line for each address of any list, and whatever the status', async () => {
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

test('fetchPosts rejects with what fetch threw, at the moment a connection is cut', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  const run = await observe({ server }, () => fetchPosts([post1, post2]))
  const cause = expect.objectContaining({ code: 'ECONNRESET' })
  const reason = expect.objectContaining({ message: 'fetch failed', cause })
  expect(run.outcome).toEqual({ status: 'rejected', reason })
  expect(run).toTake(60)
})

test('fetchPosts of no addresses gives no lines', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts([]))
  expect(run.result).toEqual([])
})

test('gather is your own, and fetchPosts calls it: no Promise.all, allSettled, any or race', async () => {
  const run = await simulate({}, async () => {
    const names = ['all', 'allSettled', 'any', 'race'] as const
    const ready = names.map(name => vi.spyOn(Promise, name))
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({}))
    try {
      await gather([wait(10), wait(20)])
      await fetchPosts([post1, post2])
      return ready.filter(spy => spy.mock.calls.length > 0).map(spy => spy.getMockName())
    } finally {
      vi.restoreAllMocks()
    }
  })
  expect(run.result, 'called by gather or fetchPosts').toEqual([])
})
