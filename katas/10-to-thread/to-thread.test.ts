import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { assert, expect, test } from 'vitest'
import { notebook, simulate, urls } from '#lab'
import { toThread } from './to-thread.ts'

const posts = urls.slice(0, 5)

/** The file of a blocking function, in `jobs/`. */
const job = (name: string) => new URL(`jobs/${name}.ts`, import.meta.url)

/** Does something while a timer beats every 40 ms, fifty times at most. */
async function withHeartbeat(body: () => Promise<void>): Promise<void> {
  let beats = 0
  const heartbeat = setInterval(() => {
    beats++
    if (beats === 50) clearInterval(heartbeat)
  }, 40)
  await body().finally(() => clearInterval(heartbeat))
}

test('the loop is free while the thread blocks: a heartbeat of 40 ms is never late', async () => {
  const run = await simulate({ server: notebook }, () =>
    withHeartbeat(async () => {
      await using fetchPost = toThread<string, string>(job('fetch-post'))
      for (const url of posts) await fetchPost(url)
    }),
  )
  expect(run).toKeepTheLoopFree()
  expect(run).toTake(950)
})

test('all calls go to one thread, which is started once', async () => {
  const run = await simulate({}, async () => {
    await using compute = toThread<number, number>(job('compute'))
    for (const ms of [10, 20, 30]) await compute(ms)
  })
  expect(run).toStartThreads(1)
})

test('each call gets its own answer, though others wait, and two have the same argument', async () => {
  const run = await simulate({}, async () => {
    await using compute = toThread<number, number>(job('compute'))
    const calls = [compute(20), compute(10), compute(20), compute(30)]
    const late = new AbortController()
    const none = sleep(100, 'none', { signal: late.signal }).catch(() => 'none')
    const answers = await Promise.all(calls.map(call => Promise.race([call, none])))
    late.abort()
    return answers
  })
  const answers = run.result.map(answer => inspect(answer)).join(', ')
  assert(
    answers === '20, 10, 20, 30',
    `compute(20), compute(10), compute(20) and compute(30) were answered ${answers}: each call needs the answer that has its own id.`,
  )
})

test('calls made at once are served in order, one at a time', async () => {
  const run = await simulate({ server: notebook }, async () => {
    await using fetchPost = toThread<string, string>(job('fetch-post'))
    await Promise.all(posts.map(url => fetchPost(url)))
  })
  expect(run).toStartInOrder()
  expect(run).toTake(950)
})

test('a call gets its answer as soon as it is there, and does not wait for later calls', async () => {
  const run = await simulate({}, async () => {
    await using compute = toThread<number, number>(job('compute'))
    const settled = [10, 20, 30].map(ms => compute(ms).then(() => performance.now()))
    return await Promise.all(settled)
  })
  expect(run.result, 'ms at which the answers came').toEqual([10, 30, 60])
})

test('what the function throws rejects its own call, with an Error of the same message', async () => {
  const run = await simulate({}, async () => {
    await using checkAge = toThread<number, string>(job('check-age'))
    return await Promise.allSettled([checkAge(-1), checkAge(7)])
  })
  const ends = run.result.map(end => {
    if (end.status === 'fulfilled') return `resolves to ${inspect(end.value)}`
    return `rejects with ${end.reason instanceof Error ? end.reason : inspect(end.reason)}`
  })
  expect(ends, 'how checkAge(-1) and checkAge(7) end').toBeLines([
    'rejects with Error: nobody is -1',
    "resolves to '7 is fine'",
  ])
})

test('disposing ends the thread, and waits until it has exited', async () => {
  const run = await simulate({}, async () => {
    const compute = toThread<number, number>(job('compute'))
    await compute(20)
    await compute[Symbol.asyncDispose]()
  })
  expect(run).toLeaveNothingBehind()
})
