import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { notebook, peakOf, simulate, threadsOf, urls } from '#lab'
import type { Order } from './jobs/obey.ts'
import { ThreadPool } from './thread-pool.ts'

const [post1, post2, post3] = urls as [string, string, string]

const echo = new URL('./jobs/echo.ts', import.meta.url)
const getPost = new URL('./jobs/get-post.ts', import.meta.url)
const nap = new URL('./jobs/nap.ts', import.meta.url)
const obey = new URL('./jobs/obey.ts', import.meta.url)

/** Submits a job for each argument, all at once, and waits until every promise has settled. */
async function submitAll(file: URL, limit: number, args: readonly unknown[]) {
  await using pool = new ThreadPool(file, limit)
  return await Promise.allSettled(args.map(arg => pool.submit(arg)))
}

/** How promises ended: `10, rejects, 30`. Any Error will do. */
function endsOf(outcomes: readonly PromiseSettledResult<unknown>[]): string {
  const ends = outcomes.map(end => {
    if (end.status === 'fulfilled') return inspect(end.value)
    return end.reason instanceof Error ? 'rejects' : `rejects with ${inspect(end.reason)}`
  })
  return ends.join(', ')
}

test('a job may be async: its thread does nothing else until it is done', async () => {
  const run = await simulate({}, () => submitAll(nap, 2, [20, 30, 40]))
  expect(run).toTake(60)
})

test('arguments and results may be anything that can be copied', async () => {
  const values = [undefined, null, false, 0, '', { error: 'none' }, new Map([[1, 2]])]
  const run = await simulate({}, () => submitAll(echo, 1, values))
  const ends = run.result.map(end => endsOf([end]))
  const what =
    'how the promises end; whatever a result looks like, only an `Answer` with an `error` says that a job failed'
  expect(ends, what).toBeLines(values.map(value => inspect(value)))
})

test('an argument that cannot be copied, such as a function, rejects its own promise only', async () => {
  const run = await simulate({}, () => submitAll(obey, 1, [{ ms: 10 }, () => {}, { ms: 30 }]))
  expect(endsOf(run.result)).toBe('10, rejects, 30')
})

test('a job that is submitted the moment another is done overtakes none that waits', async () => {
  const run = await simulate({ server: notebook }, async () => {
    await using pool = new ThreadPool(getPost, 1)
    const third = pool.submit(post1).then(() => pool.submit(post3))
    await Promise.all([third, pool.submit(post2)])
  })
  expect(run).toStartInOrder()
})

test('a job that calls process.exit rejects, and a new thread takes the place of its own', async () => {
  const orders: Order[] = [{ ms: 10, exits: true }, { ms: 60 }, { ms: 40 }, { ms: 30 }]
  const run = await simulate({}, () => submitAll(obey, 2, orders))
  expect(endsOf(run.result)).toBe('rejects, 60, 40, 30')
  expect(peakOf(threadsOf(run.trace)), 'threads that are alive at once').toBe(2)
  expect(run).toTake(80)
})

test('a job whose thread dies of an uncaught error rejects, and a new thread takes its place', async () => {
  const orders: Order[] = [{ ms: 10, breaks: 'while it works' }, { ms: 60 }, { ms: 40 }, { ms: 30 }]
  const run = await simulate({}, () => submitAll(obey, 2, orders))
  expect(endsOf(run.result)).toBe('rejects, 60, 40, 30')
  expect(peakOf(threadsOf(run.trace)), 'threads that are alive at once').toBe(2)
  expect(run).toTake(81)
})

test('a thread that dies while it is free gets no more jobs, and a new one takes its place', async () => {
  const run = await simulate({}, async () => {
    await using pool = new ThreadPool<Order>(obey, 1)
    const first = await pool.submit({ ms: 10, breaks: 'when it is done' })
    await sleep(10)
    return [first, await pool.submit({ ms: 20 })]
  })
  expect(run.result).toEqual([10, 20])
})

test('closing waits for no job: those that are not done reject', async () => {
  const run = await simulate({}, async () => {
    const pool = new ThreadPool<Order>(obey, 2)
    const jobs = [100, 200, 300, 400].map(ms => pool.submit({ ms }))
    // Handles them from the start: some may reject before the pool is closed.
    Promise.allSettled(jobs)
    await sleep(120)
    await pool[Symbol.asyncDispose]()
    const closed = performance.now()
    await sleep(10)
    const promises = jobs.map(job => Promise.race([job, 'pending']))
    return { closed, ends: endsOf(await Promise.allSettled(promises)) }
  })
  const how = 'how the promises end, of jobs that are done, at work, at work and waiting'
  expect(run.result.ends, how).toBe('100, rejects, rejects, rejects')
  expect(run.result.closed, 'ms at which the pool is closed').toBe(120)
})

test('a closed pool takes no more jobs: submit rejects, and starts no thread', async () => {
  const run = await simulate({}, async () => {
    const pool = new ThreadPool(nap, 1)
    await pool[Symbol.asyncDispose]()
    return Promise.allSettled([pool.submit(10)])
  })
  expect(endsOf(run.result)).toBe('rejects')
  expect(run).toLeaveNothingBehind()
})

test('two pools share nothing: closing one leaves the jobs of the other alone', async () => {
  const run = await simulate({}, async () => {
    await using pool = new ThreadPool(nap, 1)
    const ends = Promise.allSettled([pool.submit(30)])
    await submitAll(echo, 1, [20])
    return endsOf(await ends)
  })
  expect(run.result, 'the job of the pool that is still open').toBe("'slept for 30 ms'")
})
