import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { assert, expect, test } from 'vitest'
import { notebook, simulate, threadsOf, urls } from '#lab'
import type { Order } from './jobs/obey.ts'
import { ThreadPool } from './thread-pool.ts'

const [post1, post2] = urls as [string, string]

const getPost = new URL('./jobs/get-post.ts', import.meta.url)
const nap = new URL('./jobs/nap.ts', import.meta.url)
const obey = new URL('./jobs/obey.ts', import.meta.url)

/** How promises ended: `10, rejects with Error: no post 99, 30`. */
function endsOf(outcomes: readonly PromiseSettledResult<unknown>[]): string {
  const ends = outcomes.map(end => {
    if (end.status === 'fulfilled') return `${end.value}`
    const { reason } = end
    return `rejects with ${reason instanceof Error ? reason : inspect(reason)}`
  })
  return ends.join(', ')
}

test('each promise resolves to the result of its own job, whichever is done first', async () => {
  const times = [30, 10, 40, 5, 20, 10]
  const run = await simulate({}, async () => {
    await using pool = new ThreadPool<Order>(obey, 2)
    return await Promise.all(times.map(ms => pool.submit({ ms })))
  })
  const wrong = times.findIndex((ms, index) => run.result[index] !== ms)
  assert(
    !times.some(ms => wrong >= 0 && ms === run.result[wrong]),
    `The promise of job ${wrong + 1}, which returns ${times[wrong]}, resolved to ${run.result[wrong]}, the result of another job. ` +
      'A message is the answer to the job that its thread has now: remember which. A handler that was added ' +
      'for another job of that thread hears it, too',
  )
  const results = 'what the promises resolve to, of jobs that return 30, 10, 40, 5, 20 and 10'
  expect(run.result.join(', '), results).toBe('30, 10, 40, 5, 20, 10')
})

test('one thread does all jobs, in the order of submission: five posts take 950 ms', async () => {
  const run = await simulate({ server: notebook }, async () => {
    await using pool = new ThreadPool(getPost, 1)
    await Promise.all(urls.slice(0, 5).map(url => pool.submit(url)))
  })
  expect(run).toStartThreads(1)
  expect(run).toStartInOrder()
  expect(run).toTake(950)
})

test('three threads take 1,710 ms for nineteen posts: the next free thread takes the next job', async () => {
  const run = await simulate({ server: notebook }, async () => {
    await using pool = new ThreadPool(getPost, 3)
    await Promise.all(urls.map(url => pool.submit(url)))
  })
  expect(run).toStartThreads(3)
  expect(run).toTake(1710)
})

test('a free thread stays alive and does the next job, however late that comes', async () => {
  const run = await simulate({ server: notebook }, async () => {
    await using pool = new ThreadPool(getPost, 1)
    await pool.submit(post1)
    await sleep(100)
    await pool.submit(post2)
  })
  expect(run).toStartThreads(1)
})

test('a job that throws rejects its own promise, with an Error of the same message', async () => {
  const run = await simulate({}, async () => {
    await using pool = new ThreadPool<Order>(obey, 2)
    const orders = [{ ms: 10 }, { ms: 20, throws: 'no post 99' }, { ms: 30 }]
    return await Promise.allSettled(orders.map(order => pool.submit(order)))
  })
  expect(endsOf(run.result), 'how the three promises end').toBe(
    '10, rejects with Error: no post 99, 30',
  )
})

test('the thread of a job that throws does the next job', async () => {
  const run = await simulate({}, async () => {
    await using pool = new ThreadPool<Order>(obey, 1)
    const orders = [{ ms: 10, throws: 'no post 99' }, { ms: 20 }]
    return await Promise.allSettled(orders.map(order => pool.submit(order)))
  })
  expect(endsOf(run.result), 'how the two promises end').toBe('rejects with Error: no post 99, 20')
  const threads =
    'threads that were started; a job that throws need not end its thread: worker.ts catches the error and posts it'
  expect(threadsOf(run.trace).length, threads).toBe(1)
})

test('closing the pool ends every thread, and waits until they have ended', async () => {
  const run = await simulate({}, async () => {
    const pool = new ThreadPool(nap, 3)
    await Promise.all([10, 20, 30, 40].map(ms => pool.submit(ms)))
    await pool[Symbol.asyncDispose]()
  })
  expect(run).toLeaveNothingBehind()
})
