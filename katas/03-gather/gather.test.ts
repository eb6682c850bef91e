import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { notebook, observe, simulate, urls } from '#lab'
import { fetchPosts, gather } from './gather.ts'

/** A task that waits so many ms and resolves to that number. */
const wait = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. */
const fail = (ms: number, message: string) => async () => {
  await sleep(ms)
  throw new Error(message)
}

test('gather takes as long as the slowest task, not as all of them added up', async () => {
  const run = await simulate({}, () => gather([wait(30), wait(55), wait(20)]))
  expect(run).toTake(55)
})

test('gather returns the results in the order of the tasks, whichever finished first', async () => {
  const run = await simulate({}, () => gather([wait(30), wait(55), wait(20)]))
  expect(
    run.result,
    'the results, each at the index of its task, not in the order in which they finished',
  ).toEqual([30, 55, 20])
})

test('gather waits for every task, also when the last in the list is done first', async () => {
  const run = await simulate({}, () => gather([wait(30), wait(20), wait(10)]))
  expect(run.result).toEqual([30, 20, 10])
  expect(run).toLeaveNothingBehind()
})

test('gather rejects with the error of a task, the moment that task fails', async () => {
  const run = await observe({}, () => gather<unknown>([wait(90), fail(40, 'of a task')]))
  expect(run).toRejectWith(new Error('of a task'))
  expect(run).toTake(40)
})

test('gather rejects also when the task that fails is the last to finish', async () => {
  const run = await observe({}, () => gather<unknown>([wait(10), fail(40, 'late')]))
  expect(run, 'A task that failed counts as done').toRejectWith(new Error('late'))
})

test('gather is your own: it calls no Promise.all, allSettled, any or race', async () => {
  const called: string[] = []
  for (const name of ['all', 'allSettled', 'any', 'race'] as const) {
    const original = Promise[name].bind(Promise) as (promises: unknown) => never
    vi.spyOn(Promise, name).mockImplementation((promises: unknown) => {
      if (isFromYourFile(new Error().stack)) called.push(`Promise.${name}`)
      return original(promises)
    })
  }
  await simulate({}, () => gather([wait(10), wait(20)])).finally(() => vi.restoreAllMocks())
  expect(called, 'what gather calls').toEqual([])
})

/** Whether a file of yours made the call, and not a library that it uses. Who counts the calls stands between the two. */
function isFromYourFile(stack = ''): boolean {
  const frames = stack.split('\n').slice(1)
  const caller = frames.find(
    line => !/node_modules[\\/]@?vitest|[\\/]src[\\/]grader[\\/]|gather\.test\.ts/.test(line),
  )
  return caller !== undefined && !/node_modules|node:|[\\/]src[\\/]lab[\\/]/.test(caller)
}

test('fetchPosts has all nineteen requests in flight at once, and takes 950 ms', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run).toPeakAt(19)
  expect(run).toTake(950)
})

test('fetchPosts returns the lines in the order of the addresses, though post 13 answers first', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run.result).toBeLines(urls.map(url => `[200] ${url}`))
})
