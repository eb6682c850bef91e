import { syncBuiltinESMExports } from 'node:module'
import { expect, test, vi } from 'vitest'
import { notebook, type Options, observe, type Run, requestsOf, simulate, urls } from '#lab'
import { compare, cooperative, sequential, threads } from './compare.ts'

const [post1, post2, post3, post4, post5] = urls as [string, string, string, string, string]

const session = new URL('./session.ts', import.meta.url)
const busySession = new URL('./busy-session.ts', import.meta.url)

/** The notebook's server, with one post that is not there: post 5, which answers before post 4 does. */
const withMissing5 = { ...notebook, [post5]: { delay: 70, status: 404, body: {} } }

/** The sessions of a run, in the order in which they were opened: each has a timer while it is open. */
function sessionsOf({ trace, elapsed }: Run) {
  const timers = trace.filter(({ label }) => label === 'setTimeout 60000')
  return timers.map(({ thread, to, outcome }) => ({
    on: thread ? `thread ${thread}` : 'the main thread',
    closed: outcome === 'cleared' && to <= elapsed,
  }))
}

/** Runs `body`, and keeps what it prints: the lines of a measurement, whatever is printed besides. */
async function printed<T>(options: Options, body: () => Promise<T>) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    const run = await observe(options, body)
    const lines = log.mock.calls.flatMap(call => call.join(' ').split('\n'))
    const isMeasurement = /^(sequential|threads|cooperative|CPU times:.*|Wall time:.*)$/
    return { run, lines: lines.filter(line => isMeasurement.test(line)) }
  } finally {
    log.mockRestore()
  }
}

test('sequential has one request in flight at a time, and takes 4,090 ms for nineteen posts', async () => {
  const run = await simulate({ server: notebook }, () => sequential(session, urls))
  expect(run).toTake(4090)
})

test('sequential opens one session for all posts, and closes it at the end', async () => {
  const run = await simulate({ server: notebook }, () => sequential(session, [post4, post5]))
  expect(sessionsOf(run), 'sessions').toEqual([{ on: 'the main thread', closed: true }])
})

test('sequential gives a line for each address, in their order, whatever the status', async () => {
  const run = await simulate({ server: withMissing5 }, () => sequential(session, [post4, post5]))
  expect(run.result).toEqual([`[200] ${post4}`, `[404] ${post5}`])
})

test('three threads fetch nineteen posts in 1,710 ms: whoever is free takes the next, and all end then', async () => {
  const run = await simulate({ server: notebook }, () => threads(session, urls, 3))
  expect(run).toStartThreads(3)
  expect(run).toTake(1710)
  expect(run).toLeaveNothingBehind()
})

test('threads keeps the loop free', async () => {
  const run = await simulate({ server: notebook }, () => threads(session, [post4, post5], 2))
  expect(run).toKeepTheLoopFree()
})

test('each thread opens a session of its own, and uses it for all the posts that it fetches', async () => {
  const given = [post1, post2, post3, post4, post5]
  const run = await simulate({ server: notebook }, () => threads(session, given, 2))
  const threadsOfSessions = sessionsOf(run).map(({ on }) => on)
  expect(threadsOfSessions.sort(), 'where sessions were opened').toEqual(['thread 1', 'thread 2'])
})

test('threads gives a line for each address, in their order, whichever thread is done first', async () => {
  const run = await simulate({ server: withMissing5 }, () => threads(session, [post4, post5], 2))
  expect(run.result).toEqual([`[200] ${post4}`, `[404] ${post5}`])
})

test('cooperative has nineteen requests in flight at once', async () => {
  const run = await simulate({ server: notebook }, () => cooperative(session, urls))
  expect(run).toPeakAt(19)
})

test('cooperative shares one session among all tasks, and closes it after the last answer', async () => {
  const run = await simulate({ server: notebook }, () => cooperative(session, [post4, post5]))
  expect(sessionsOf(run), 'sessions').toEqual([{ on: 'the main thread', closed: true }])
})

test('cooperative gives a line for each address, in their order, whichever answer comes first', async () => {
  const run = await simulate({ server: withMissing5 }, () => cooperative(session, [post4, post5]))
  expect(run.result).toEqual([`[200] ${post4}`, `[404] ${post5}`])
})

test('all three have nothing to do for an empty list', async () => {
  const run = await simulate({ server: notebook }, async () => [
    await sequential(session, []),
    await threads(session, [], 3),
    await cooperative(session, []),
  ])
  expect(run.result).toEqual([[], [], []])
})

test('sequential fails with the very error when a connection is cut, requests no more, closes its session', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  const run = await observe({ server }, () => sequential(session, [post4, post2, post5]))
  const reason = expect.objectContaining({ message: expect.stringMatching(/^(get|fetch) failed$/) })
  expect(run.outcome).toEqual({ status: 'rejected', reason })
  expect(run).toTake(160)
  expect(sessionsOf(run), 'sessions').toEqual([{ on: 'the main thread', closed: true }])
})

test('threads fails with that error at the moment a connection is cut, and ends every thread', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  const run = await observe({ server }, () => threads(session, [post1, post2, post3, post4], 2))
  const reason = expect.objectContaining({ message: expect.stringMatching(/^(get|fetch) failed$/) })
  expect(run.outcome).toEqual({ status: 'rejected', reason })
  expect(run).toTake(60)
  expect(run).toLeaveNothingBehind()
})

test('cooperative fails with that error at the moment a connection is cut, and closes its session', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  const run = await observe({ server }, () => cooperative(session, [post1, post2]))
  const reason = expect.objectContaining({ message: 'fetch failed' })
  expect(run.outcome).toEqual({ status: 'rejected', reason })
  expect(run).toTake(60)
  expect(sessionsOf(run), 'sessions').toEqual([{ on: 'the main thread', closed: true }])
})

test('compare measures one after the other: the next begins when the one before is done', async () => {
  const { run } = await printed({ server: notebook }, () => compare(session, [post4, post5], 2))
  const begins = requestsOf(run.trace).map(({ from }) => from)
  expect(begins, 'ms at which requests began').toEqual([0, 100, 170, 170, 270, 270])
})

test('compare gives what each took, here in sessions that need 10 ms of processor time for each answer', async () => {
  const { run } = await printed({ server: notebook }, () => compare(busySession, [post4, post5], 2))
  expect(run.result).toEqual({
    sequential: { wall: 190, user: 20, system: 0 },
    threads: { wall: 110, user: 20, system: 0 },
    cooperative: { wall: 110, user: 20, system: 0 },
  })
})

test('compare counts the start of a thread, here 12.5 ms, where it belongs: to threads', async () => {
  const options = { server: notebook, threadCost: 12.5 }
  const { run } = await printed(options, () => compare(session, [post4, post5], 1))
  expect(run.result).toEqual({
    sequential: { wall: 170, user: 0, system: 0 },
    threads: { wall: 182.5, user: 12.5, system: 0 },
    cooperative: { wall: 100, user: 0, system: 0 },
  })
})

test('compare tells apart what the program and what the system used: 10 and 2 ms of 100, for instance', async () => {
  const cpuUsage = vi.spyOn(process, 'cpuUsage').mockImplementation(before => ({
    user: 100 * performance.now() - (before?.user ?? 0),
    system: 20 * performance.now() - (before?.system ?? 0),
  }))
  syncBuiltinESMExports()
  const { run } = await printed({ server: notebook }, () => compare(session, [post4], 1))
  cpuUsage.mockRestore()
  syncBuiltinESMExports()
  const times = { wall: 100, user: 10, system: 2 }
  expect(run.result).toEqual({ sequential: times, threads: times, cooperative: times })
})

test('compare has each of the three open sessions of its own', async () => {
  const { run } = await printed({ server: notebook }, () => compare(session, [post4, post5], 2))
  const opened = ['the main thread', 'thread 1', 'thread 2', 'the main thread']
  expect(
    sessionsOf(run).map(({ on }) => on),
    'where sessions were opened',
  ).toEqual(opened)
})

test('compare fails when one of the three does: it prints nothing for it, and measures no other', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  const { run, lines } = await printed({ server }, () => compare(session, [post2, post4], 1))
  const reason = expect.objectContaining({ message: expect.stringMatching(/^(get|fetch) failed$/) })
  expect(run.outcome).toEqual({ status: 'rejected', reason })
  expect(requestsOf(run.trace).length, 'requests').toBe(1)
  expect(lines).toEqual([])
})

test('compare prints the figures of the notebook: 4.09 s, 1.71 s and 950 ms', async () => {
  const { lines } = await printed({ server: notebook }, () => compare(session, urls, 3))
  expect(lines).toEqual([
    'sequential',
    'CPU times: user 0 ns, sys: 0 ns, total: 0 ns',
    'Wall time: 4.09 s',
    'threads',
    'CPU times: user 0 ns, sys: 0 ns, total: 0 ns',
    'Wall time: 1.71 s',
    'cooperative',
    'CPU times: user 0 ns, sys: 0 ns, total: 0 ns',
    'Wall time: 950 ms',
  ])
})
