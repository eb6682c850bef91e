import { assert, expect, test, vi } from 'vitest'
import { notebook, type Run, requestsOf, simulate, urls } from '#lab'
import { compare, cooperative, threads } from './compare.ts'

const [post4, post5] = urls.slice(3) as [string, string]

const session = new URL('./session.ts', import.meta.url)
const busySession = new URL('./busy-session.ts', import.meta.url)

/** The notebook's server, with one post that is not there: post 5, which answers before post 4 does. */
const withMissing5 = { ...notebook, [post5]: { delay: 70, status: 404, body: {} } }

/** Where sessions were opened, and whether they were closed in time: each has a timer while it is open. */
function sessionsOf({ trace, elapsed }: Run) {
  const timers = trace.filter(({ label }) => label === 'setTimeout 60000')
  return timers.map(({ thread, outcome, to }) => {
    const isClosed = outcome === 'cleared' && to <= elapsed
    return `${thread ? `thread ${thread}` : 'main thread'}: ${isClosed ? 'closed' : 'not closed'}`
  })
}

/** Keeps what `compare` prints off the screen, until the block exits. */
const quiet = () => vi.spyOn(console, 'log').mockImplementation(() => {})

test('cooperative has nineteen requests in flight at once, and takes 950 ms', async () => {
  const run = await simulate({ server: notebook }, () => cooperative(session, urls))
  expect(run).toPeakAt(19)
  expect(run).toTake(950)
})

test('cooperative shares one session among all tasks, and closes it after the last answer', async () => {
  const run = await simulate({ server: notebook }, () => cooperative(session, [post4, post5]))
  const sessions = sessionsOf(run)
  const none = 'This call opened no session: it fetched without one, or in that of an earlier call.'
  assert(sessions.length > 0, none)
  const many = `${sessions.length} sessions were opened for two posts: open one, before the tasks.`
  assert(sessions.length === 1, many)
  expect(sessions[0], 'the session').toBe('main thread: closed')
})

test('threads takes 1,710 ms with three threads: a thread that is free takes the next post', async () => {
  const run = await simulate({ server: notebook }, () => threads(session, urls, 3))
  expect(run).toStartThreads(3)
  expect(run).toTake(1710)
  expect(run).toLeaveNothingBehind()
})

test('both return the lines in the order of the addresses, whichever answer comes first', async () => {
  const lines = [`[200] ${post4}`, `[404] ${post5}`]
  const together = await simulate({ server: withMissing5 }, () =>
    cooperative(session, [post4, post5]),
  )
  expect(together.result, 'lines of cooperative').toBeLines(lines)
  const onThreads = await simulate({ server: withMissing5 }, () =>
    threads(session, [post4, post5], 2),
  )
  expect(onThreads.result, 'lines of threads').toBeLines(lines)
})

test('compare measures one after the other: the next starts when the one before is done', async () => {
  using _log = quiet()
  const run = await simulate({ server: notebook }, () => compare(session, [post4, post5], 2))
  const together = `The three took ${run.elapsed} ms, and one after the other they take 370: await each before you start the next.`
  assert(run.elapsed >= 370, together)
  const starts = requestsOf(run.trace).map(({ from }) => from)
  expect(starts.join(', '), 'ms at which requests started').toBe('0, 100, 170, 170, 270, 270')
})

test('compare returns what each took, where opening a session and each answer need 10 ms of CPU', async () => {
  using _log = quiet()
  const run = await simulate({ server: notebook }, () => compare(busySession, [post4, post5], 2))
  const { sequential, threads, cooperative } = run.result
  const micros = `user of sequential is ${sequential.user}, a thousand times too much: process.cpuUsage counts in microseconds.`
  assert(sequential.user !== 30_000, micros)
  expect(sequential, 'ms of sequential').toEqual({ wall: 200, user: 30, system: 0 })
  expect(threads, 'ms of threads, from their own beginning').toEqual({
    wall: 120,
    user: 40,
    system: 0,
  })
  expect(cooperative, 'ms of cooperative, from its own beginning').toEqual({
    wall: 120,
    user: 30,
    system: 0,
  })
})

test('compare prints the figures of the notebook: 4.09 s, 1.71 s and 950 ms', async () => {
  using log = quiet()
  await simulate({ server: notebook }, () => compare(session, urls, 3))
  const lines = log.mock.calls.join('\n').split('\n')
  const isFigure = /^(sequential|threads|cooperative|Wall time: .*)$/
  expect(lines.filter(line => isFigure.test(line))).toBeLines([
    'sequential',
    'Wall time: 4.09 s',
    'threads',
    'Wall time: 1.71 s',
    'cooperative',
    'Wall time: 950 ms',
  ])
})
