import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { notebook, observe, peakOf, type Run, simulate, threadsOf, urls } from '#lab'
import type { Order } from './jobs/obey.ts'
import { fetchPosts, ThreadPool } from './thread-pool.ts'

const [post1, post2, post3, post4] = urls as [string, string, string, string]

const echo = new URL('./jobs/echo.ts', import.meta.url)
const getPost = new URL('./jobs/get-post.ts', import.meta.url)
const nap = new URL('./jobs/nap.ts', import.meta.url)
const obey = new URL('./jobs/obey.ts', import.meta.url)

/** Gives `body` a pool, and closes it in the end. */
async function withPool<T>(file: URL, limit: number, body: (pool: ThreadPool) => Promise<T>) {
  const pool = new ThreadPool(file, limit)
  try {
    return await body(pool)
  } finally {
    await pool[Symbol.asyncDispose]()
  }
}

/** Submits a job for each argument, all at once. */
function doAll(file: URL, limit: number, args: readonly unknown[]) {
  return withPool(file, limit, pool => Promise.all(args.map(arg => pool.submit(arg))))
}

/** The same where jobs may fail: gives how each of them ended. */
function tryAll(limit: number, orders: readonly (Order | (() => void))[]) {
  return withPool(obey, limit, pool => Promise.allSettled(orders.map(order => pool.submit(order))))
}

/** How jobs ended: what each gave, or that it failed. */
function endsOf(outcomes: readonly PromiseSettledResult<unknown>[]): string {
  const ends = outcomes.map(end => {
    if (end.status === 'fulfilled') return inspect(end.value)
    return end.reason instanceof Error ? 'failed' : `failed with ${inspect(end.reason)}`
  })
  return ends.join(', ')
}

/** What a run failed with. */
function errorOf({ outcome }: Run<unknown>): string {
  if (outcome.status === 'fulfilled') return 'it did not fail'
  return outcome.crash ? `${outcome.crash}: ${outcome.reason}` : `${outcome.reason}`
}

test('nineteen posts are fetched by three threads: not by the main thread, nor by one for each post', async () => {
  const run = await simulate({ server: notebook }, () => doAll(getPost, 3, urls))
  expect(run).toStartThreads(3)
})

test('the loop is free while threads work', async () => {
  const run = await simulate({ server: notebook }, () => doAll(getPost, 3, urls))
  expect(run).toKeepTheLoopFree()
})

test('jobs start in the order in which they were submitted: one thread takes 4,090 ms for them', async () => {
  const run = await simulate({ server: notebook }, () => doAll(getPost, 1, urls))
  expect(run).toStartInOrder()
  expect(run).toTake(4090)
})

test('a job that is submitted when another one is done does not overtake those that wait', async () => {
  const run = await simulate({ server: notebook }, () =>
    withPool(getPost, 1, pool =>
      Promise.all([pool.submit(post1).then(() => pool.submit(post3)), pool.submit(post2)]),
    ),
  )
  expect(run).toStartInOrder()
})

test('each thread takes the next job as soon as it is free: three of them take 1,710 ms', async () => {
  const run = await simulate({ server: notebook }, () => doAll(getPost, 3, urls))
  expect(run).toPeakAt(3)
  expect(run).toTake(1710)
})

test('each promise gets the result of its own job', async () => {
  const run = await simulate({ server: notebook }, () => doAll(getPost, 3, urls))
  expect(run.result).toBeLines(urls.map(url => `[200] ${url}`))
})

test('an argument and a result may be anything that can be copied', async () => {
  const values = [null, false, 0, '', { error: 'none' }, new RangeError('not thrown')]
  const run = await simulate({}, () =>
    withPool(echo, 1, pool => Promise.allSettled(values.map(value => pool.submit(value)))),
  )
  for (const [index, value] of values.entries()) {
    const what = `job ${index + 1}, which gives ${value instanceof Error ? value : inspect(value)}: let the thread's message say whether a job failed, whatever its result looks like`
    const end = run.result[index] as PromiseSettledResult<unknown>
    expect(end.status, what).toBe('fulfilled')
    expect((end as PromiseFulfilledResult<unknown>).value, `result ${index + 1}`).toEqual(value)
  }
  expect(run.result.length, 'number of results').toBe(values.length)
})

test('a job may be asynchronous, and its thread does nothing else until it is done', async () => {
  const run = await simulate({}, () => doAll(nap, 2, [20, 30, 40]))
  expect(run).toTake(60)
})

test('a thread that is free waits for the next job, however late it comes', async () => {
  const run = await simulate({ server: notebook }, () =>
    withPool(getPost, 1, async pool => {
      await pool.submit(post1)
      await sleep(100)
      await pool.submit(post2)
    }),
  )
  expect(run).toStartThreads(1)
})

test('a job that throws rejects its own promise, with an error of the same name and message', async () => {
  const error = { name: 'NotFound', message: 'no post 99' }
  const run = await simulate({}, () => tryAll(2, [{ gives: 1 }, { throws: error }, { gives: 3 }]))
  expect(endsOf(run.result)).toBe('1, failed, 3')
  const { name, message } = (run.result[1] as PromiseRejectedResult).reason
  expect(`${name}: ${message}`, 'the error of the second').toBe('NotFound: no post 99')
})

test('the thread of a job that throws works on, also if the job is asynchronous', async () => {
  const throws = { name: 'Error', message: 'thrown' }
  const orders = [{ throws }, { throws, waits: true }, { gives: 3 }]
  const run = await simulate({}, () => tryAll(1, orders))
  expect(endsOf(run.result)).toBe('failed, failed, 3')
  const threads =
    'threads started; an error that a job throws or rejects with ends its thread, unless worker.ts catches it: await the job inside `try`, and post the error to the pool'
  expect(threadsOf(run.trace).length, threads).toBe(1)
})

test('a job that calls process.exit is rejected, and a new thread takes the place of its own', async () => {
  const orders = [{ ms: 10, exits: true }, { ms: 60 }, { ms: 40 }, { ms: 40 }]
  const run = await simulate({}, () => tryAll(2, orders))
  expect(endsOf(run.result)).toBe('failed, undefined, undefined, undefined')
  expect(peakOf(threadsOf(run.trace)), 'threads that lived at once').toBe(2)
  expect(run).toTake(90)
})

test('a job whose thread dies of an error that nobody caught is rejected, and a new one takes its place', async () => {
  const breaks = 'while it works'
  const orders: Order[] = [{ ms: 10, breaks }, { ms: 60 }, { ms: 40 }, { ms: 40 }]
  const run = await simulate({}, () => tryAll(2, orders))
  expect(endsOf(run.result)).toBe('failed, undefined, undefined, undefined')
  expect(peakOf(threadsOf(run.trace)), 'threads that lived at once').toBe(2)
  expect(run).toTake(91)
})

test('a thread that dies while it is free gets no more jobs, and a new one takes its place', async () => {
  const run = await simulate({}, () =>
    withPool(obey, 1, async pool => {
      const first = await pool.submit({ gives: 1, breaks: 'when it is done' })
      await sleep(10)
      return [first, await pool.submit({ gives: 2 })]
    }),
  )
  expect(run.result).toEqual([1, 2])
})

test('an argument that cannot be copied, such as a function, rejects its own job and no other', async () => {
  const run = await simulate({}, () => tryAll(1, [{ gives: 1 }, () => {}, { gives: 3 }]))
  expect(endsOf(run.result)).toBe('1, failed, 3')
})

test('closing ends every thread', async () => {
  const run = await simulate({ server: notebook }, () => doAll(getPost, 3, urls))
  expect(run).toLeaveNothingBehind()
})

test('closing waits for no job: those that are not done are rejected', async () => {
  const run = await simulate({}, async () => {
    const pool = new ThreadPool<Order>(obey, 2)
    const orders = [{ ms: 100, gives: 1 }, { ms: 200 }, { ms: 300 }, { ms: 400 }]
    const jobs = orders.map(order => pool.submit(order))
    // Handled from the start: some reject before the pool is closed.
    const all = Promise.allSettled(jobs)
    await sleep(120)
    await pool[Symbol.asyncDispose]()
    await Promise.race([all, sleep(10)])
    return Promise.allSettled(jobs.map(job => Promise.race([job, 'still pending'])))
  })
  const how =
    'how the jobs ended; closing a pool rejects those that are at work, and those that still wait for a thread'
  expect(endsOf(run.result), how).toBe('1, failed, failed, failed')
  expect(run).toTake(120)
})

test('a closed pool takes no more jobs: submit rejects, and no thread is started', async () => {
  const run = await simulate({ server: notebook }, async () => {
    const pool = new ThreadPool(getPost, 1)
    await pool[Symbol.asyncDispose]()
    return Promise.allSettled([pool.submit(post1)])
  })
  expect(endsOf(run.result)).toBe('failed')
  expect(run).toLeaveNothingBehind()
})

test('two pools at the same time do their own jobs, and closing one leaves the other alone', async () => {
  const run = await simulate({}, () =>
    withPool(nap, 1, async pool => {
      const later = pool.submit(30)
      const first = await doAll(echo, 1, [20])
      return [...first, await later]
    }),
  )
  expect(run.result).toEqual([20, 'slept for 30 ms'])
})

test('fetchPosts gives the lines in the order of the addresses, and two threads need 490 ms', async () => {
  const given = [post2, post1, post3, post4]
  const run = await simulate({ server: notebook }, () => fetchPosts(getPost, given, 2))
  expect(run).toTake(490)
  expect(run.result).toBeLines(given.map(url => `[200] ${url}`))
})

test('fetchPosts submits a job to a pool for each address, and closes it when all are done', async () => {
  const given = [post1, post2, post3]
  const run = await observe({}, () => fetchPosts(echo, given, 2))
  expect(run).toStartThreads(2)
  expect(errorOf(run), 'the error').toBe('it did not fail')
  expect(run.result).toBeLines(given)
  expect(run).toLeaveNothingBehind()
})

test('fetchPosts of no addresses gives no lines', async () => {
  const run = await simulate({}, () => fetchPosts(echo, [], 2))
  expect(run.result).toEqual([])
})

test('fetchPosts fails at the moment a connection is cut, and closes its pool then, too', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  const run = await observe({ server }, () => fetchPosts(getPost, [post1, post2, post3], 2))
  expect(errorOf(run), 'the error').toBe('TypeError: get failed')
  expect(run).toTake(60)
  expect(run).toLeaveNothingBehind()
})

// Last, since starting so many threads takes the longest.
test('nineteen threads take 950 ms', async () => {
  const run = await simulate({ server: notebook }, () => doAll(getPost, 19, urls))
  expect(run).toTake(950)
})
