import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { notebook, observe, requestsOf, simulate, urls } from '#lab'
import { watch } from './watch.ts'

const [post1, post2, post3] = urls as [string, string, string]
const ignore = () => {}

/** 40, 80, 120, … as long as they are before `end`. */
function beatsBefore(end: number): number[] {
  const beats: number[] = []
  for (let at = 40; at < end; at += 40) beats.push(at)
  return beats
}

test('the loop is never blocked, not for 1 ms', async () => {
  const run = await simulate({ server: notebook }, () => watch(urls, ignore))
  expect(run).toKeepTheLoopFree()
})

test('the heart beats every 40 ms, on time, until the last post is there', async () => {
  const beats: number[] = []
  const run = await simulate({ server: notebook }, () =>
    watch(urls, () => beats.push(performance.now())),
  )
  expect(beats).toEqual(beatsBefore(run.elapsed))
  expect(beats.length).toBeGreaterThan(20)
})

test('every post is requested once, and the function waits for the last one', async () => {
  const run = await simulate({ server: notebook }, () => watch(urls, ignore))
  expect(requestsOf(run.trace).map(request => request.url)).toEqual(urls)
  expect(run.elapsed).toBe(Math.max(...requestsOf(run.trace).map(request => request.to)))
})

test('there is one line for each address, in their order, whatever the status', async () => {
  const server = { ...notebook, [post2]: { delay: 20, status: 500, body: {} } }
  const run = await simulate({ server }, () => watch([post3, post2, post1, post2], ignore))
  const lines = [`[200] ${post3}`, `[500] ${post2}`, `[200] ${post1}`, `[500] ${post2}`]
  expect(run.result).toEqual(lines)
})

test('the heart stops when the last post is there', async () => {
  const run = await simulate({ server: notebook }, () => watch([post1, post2], ignore))
  expect(run).toLeaveNothingBehind()
})

test('the heart stops at the moment a connection is cut, too', async () => {
  const server = { ...notebook, [post2]: { delay: 100, cut: true } }
  const beats: number[] = []
  const run = await observe({ server }, async () => {
    const beat = () => beats.push(performance.now())
    const failed = await watch([post1, post2], beat).catch(() => true)
    await sleep(1000)
    return failed
  })
  expect(run.outcome).toEqual({ status: 'fulfilled', value: true })
  const cut = requestsOf(run.trace).find(request => request.outcome === 'cut')
  expect(beats).toEqual(beatsBefore(cut?.to ?? 0))
})

test('what fetch threw is passed on, when it happens', async () => {
  const server = { ...notebook, [post2]: { delay: 100, cut: true } }
  const run = await observe({ server }, () => watch([post2], ignore))
  const cause = expect.objectContaining({ code: 'ECONNRESET' })
  const reason = expect.objectContaining({ message: 'fetch failed', cause })
  expect(run.outcome).toEqual({ status: 'rejected', reason })
  expect(run).toTake(100)
})

test('the heart beats for as long as it takes, without arguments', async () => {
  const server = { [post1]: { delay: 8010, body: {} } }
  const beats: unknown[][] = []
  await simulate({ server }, () => watch([post1], (...given: unknown[]) => beats.push(given)))
  expect(beats).toEqual(Array.from({ length: 200 }, () => []))
})

test('two hearts beat at the same time, each until its own posts are there', async () => {
  const beats = { first: 0, second: 0 }
  const run = await simulate({ server: notebook }, () =>
    Promise.all([watch([post1], () => beats.first++), watch([post2], () => beats.second++)]),
  )
  expect(beats).toEqual({ first: 7, second: 6 })
  expect(run.result).toEqual([[`[200] ${post1}`], [`[200] ${post2}`]])
})

test('an empty list is done at once, and the heart does not beat', async () => {
  const run = await simulate({ server: notebook }, () => watch([], ignore))
  expect(run.result).toEqual([])
  expect(run).toTake(0)
  expect(run).toLeaveNothingBehind()
})
