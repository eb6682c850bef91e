import { expect, test } from 'vitest'
import { notebook, observe, requestsOf, simulate, urls } from '#lab'
import { burn } from '#lab/blocking'
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

test('each entry is requested once, an address that is in the list twice, twice, and waited for', async () => {
  const run = await simulate({ server: notebook }, () => watch([post1, post2, post1], ignore))
  const requests = requestsOf(run.trace)
  const paths = requests.map(({ url }) => new URL(url as string).pathname)
  expect(paths, 'requests').toBeLines(['/posts/1', '/posts/2', '/posts/1'])
  expect(run).toTake(Math.max(...requests.map(request => request.to)))
})

test('there is one line for each address, in their order, whatever the status', async () => {
  const server = { ...notebook, [post2]: { delay: 20, status: 500, body: {} } }
  const run = await simulate({ server }, () => watch([post3, post2, post1, post2], ignore))
  const lines = [`[200] ${post3}`, `[500] ${post2}`, `[200] ${post1}`, `[500] ${post2}`]
  expect(run.result).toBeLines(lines)
})

test('the heart stops when the last post is there', async () => {
  const run = await simulate({ server: notebook }, () => watch([post1, post2], ignore))
  expect(run).toLeaveNothingBehind()
})

test('the heart stops at the moment a connection is cut, too', async () => {
  const server = { ...notebook, [post2]: { delay: 100, cut: true } }
  const beats: number[] = []
  const run = await observe({ server }, () =>
    watch([post1, post2], () => beats.push(performance.now())),
  )
  const cut = requestsOf(run.trace).find(request => request.outcome === 'cut')
  expect(run).toTake(cut?.to ?? 0)
  const reason = expect.objectContaining({ message: 'fetch failed' })
  expect(run.outcome).toEqual({ status: 'rejected', reason })
  const timers = run.left.filter(({ kind }) => kind !== 'request').map(({ label }) => label)
  expect(timers, 'timers that were left when the connection was cut').toEqual([])
  expect(beats).toEqual(beatsBefore(run.elapsed))
})

test('what fetch threw is passed on, when it happens', async () => {
  const server = { ...notebook, [post2]: { delay: 100, cut: true } }
  const run = await observe({ server }, () => watch([post2], ignore))
  const cause = expect.objectContaining({ code: 'ECONNRESET' })
  const reason = expect.objectContaining({ message: 'fetch failed', cause })
  expect(run.outcome).toEqual({ status: 'rejected', reason })
  expect(run).toTake(100)
})

test('the heart beats for as long as it takes, every 40 ms also when a beat takes 10 ms itself', async () => {
  const server = { [post1]: { delay: 8030, body: {} } }
  const beats: unknown[][] = []
  const onBeat = (...given: unknown[]) => {
    burn(10)
    beats.push(given)
  }
  await simulate({ server }, () => watch([post1], onBeat))
  expect(beats.length, 'beats in 8,030 ms').toBe(200)
  expect(beats.flat(), 'arguments given to onBeat').toEqual([])
})

test('hearts beat at the same time, each until its own posts are there or its connection is cut', async () => {
  const server = { ...notebook, [post3]: { delay: 100, cut: true } }
  const beats = { first: 0, second: 0, cut: 0 }
  const run = await simulate({ server }, () =>
    Promise.allSettled([
      watch([post1], () => beats.first++),
      watch([post2], () => beats.second++),
      watch([post3], () => beats.cut++),
    ]),
  )
  expect(beats).toEqual({ first: 7, second: 6, cut: 2 })
  expect(run.result).toMatchObject([
    { value: [`[200] ${post1}`] },
    { value: [`[200] ${post2}`] },
    { status: 'rejected' },
  ])
})

test('an empty list is done at once, and the heart does not beat', async () => {
  const run = await simulate({ server: notebook }, () => watch([], ignore))
  expect(run.result).toEqual([])
  expect(run).toTake(0)
  expect(run).toLeaveNothingBehind()
})
