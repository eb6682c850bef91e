import { syncBuiltinESMExports } from 'node:module'
import { afterEach, expect, test, vi } from 'vitest'
import { notebook, observe, type Run, requestsOf, simulate, urls } from '#lab'
import { compare, cooperative, sequential, threads } from './compare.ts'

const [post1, post2, post3, post4, post5] = urls as [string, string, string, string, string]

const session = new URL('./session.ts', import.meta.url)
const brokenSession = new URL('./broken-session.ts', import.meta.url)

/** The notebook's server, with a connection that is cut after 60 ms. */
const withCut2 = { ...notebook, [post2]: { delay: 60, cut: true } }

/** The timers of the sessions of a run, in order: each has one while it is open. */
const sessionsOf = ({ trace }: Run) => trace.filter(({ label }) => label === 'setTimeout 60000')

/** Where the sessions of a run were opened. */
const openedOn = (run: Run) =>
  sessionsOf(run).map(({ thread }) => (thread ? `thread ${thread}` : 'main thread'))

/** Keeps what `compare` prints off the screen, until the block exits. */
const quiet = () => vi.spyOn(console, 'log').mockImplementation(() => {})

test('threads keeps the loop of the main thread free', async () => {
  const run = await simulate({ server: notebook }, () => threads(session, [post4, post5], 2))
  expect(run).toKeepTheLoopFree()
})

test('threads opens one session on each thread, for all of its posts, and none on the main thread', async () => {
  const given = [post1, post2, post3, post4, post5]
  const run = await simulate({ server: notebook }, () => threads(session, given, 2))
  expect(openedOn(run).sort(), 'where sessions were opened').toBeLines(['thread 1', 'thread 2'])
})

test('threads rejects at the moment a connection is cut, and ends every thread then, too', async () => {
  const given = [post1, post2, post3, post4]
  const run = await observe({ server: withCut2 }, () => threads(session, given, 2))
  expect(run).toRejectWith(new TypeError('get failed'))
  expect(run).toTake(60)
  expect(run).toLeaveNothingBehind()
})

test('cooperative rejects at the moment a connection is cut, and closes its session then, too', async () => {
  const run = await observe({ server: withCut2 }, () => cooperative(session, [post1, post2]))
  expect(run).toRejectWith(new TypeError('fetch failed'))
  expect(run).toTake(60)
  const ends = sessionsOf(run).map(({ outcome, to }) => `${outcome} at ${to} ms`)
  expect(ends, 'timers of sessions').toBeLines(['cleared at 60 ms'])
})

test('takes any list: an empty one, an address that is listed twice', async () => {
  const options = { server: notebook }
  const together = await simulate(options, () => cooperative(session, []))
  expect(together.result, 'lines of cooperative, without addresses').toEqual([])
  const onThreads = await simulate(options, () => threads(session, [], 3))
  expect(onThreads.result, 'lines of threads, without addresses').toEqual([])
  const twice = await simulate(options, () => threads(session, [post5, post5], 1))
  expect(twice.result, 'lines of threads').toBeLines([`[200] ${post5}`, `[200] ${post5}`])
})

test('sequential, which is given, still has one request in flight at a time', async () => {
  const run = await simulate({ server: notebook }, () => sequential(session, urls))
  expect(run).toPeakAt(1)
  expect(run).toTake(4090)
})

test('compare opens sessions for each of the three, and shares none', async () => {
  using _log = quiet()
  const run = await simulate({ server: notebook }, () => compare(session, [post4, post5], 2))
  const opened = ['main thread', 'thread 1', 'thread 2', 'main thread']
  expect(openedOn(run), 'where sessions were opened').toBeLines(opened)
})

test('compare counts the start of a thread, here 12.5 ms, where it belongs: to threads', async () => {
  const options = { server: notebook, threadCost: 12.5 }
  using _log = quiet()
  const run = await simulate(options, () => compare(session, [post4, post5], 1))
  const { sequential, threads, cooperative } = run.result
  expect(sequential, 'ms of sequential').toEqual({ wall: 170, user: 0, system: 0 })
  expect(threads, 'ms of threads, with fractions').toEqual({ wall: 182.5, user: 12.5, system: 0 })
  expect(cooperative, 'ms of cooperative').toEqual({ wall: 100, user: 0, system: 0 })
})

test('compare returns user and system time apart, in ms', async () => {
  const user = () => 100 * performance.now()
  const system = () => 20 * performance.now()
  const usage = process.resourceUsage()
  using _log = quiet()
  using _cpu = vi.spyOn(process, 'cpuUsage').mockImplementation(before => ({
    user: user() - (before?.user ?? 0),
    system: system() - (before?.system ?? 0),
  }))
  using _usage = vi.spyOn(process, 'resourceUsage').mockImplementation(() => ({
    ...usage,
    userCPUTime: user(),
    systemCPUTime: system(),
  }))
  syncBuiltinESMExports()
  const run = await simulate({ server: notebook }, () => compare(session, [post4], 1))
  const { sequential, threads, cooperative } = run.result
  const times = { wall: 100, user: 10, system: 2 }
  expect(sequential, 'ms of sequential').toEqual(times)
  expect(threads, 'ms of threads').toEqual(times)
  expect(cooperative, 'ms of cooperative').toEqual(times)
})

afterEach(syncBuiltinESMExports)

test('compare rejects when threads does, and does not start cooperative', async () => {
  using _log = quiet()
  const run = await observe({ server: notebook }, () => compare(brokenSession, [post4], 1))
  expect(run).toRejectWith(new Error('no connection'))
  expect(requestsOf(run.trace).length, 'requests, all of sequential').toBe(1)
})
