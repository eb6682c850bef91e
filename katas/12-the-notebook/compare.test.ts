import { syncBuiltinESMExports } from 'node:module'
import { inspect } from 'node:util'
import { expect, test, vi } from 'vitest'
import {
  notebook,
  type Options,
  observe,
  type Run,
  requestsOf,
  type Span,
  simulate,
  urls,
} from '#lab'
import { compare, cooperative, sequential, type Times, threads } from './compare.ts'

const [post1, post2, post3, post4, post5] = urls as [string, string, string, string, string]

const session = new URL('./session.ts', import.meta.url)
const busySession = new URL('./busy-session.ts', import.meta.url)
const brokenSession = new URL('./broken-session.ts', import.meta.url)

/** The notebook's server, with one post that is not there: post 5, which answers before post 4 does. */
const withMissing5 = { ...notebook, [post5]: { delay: 70, status: 404, body: {} } }

/** The threads that opened the sessions of a run, in order. Each session has a timer while it is open. */
function openedOn({ trace }: Run) {
  return timersOfSessions(trace).map(threadOf)
}

/** The same, and whether each session is closed when the run ends. */
function sessionsOf({ trace, elapsed }: Run) {
  const isClosed = ({ outcome, to }: Span) => outcome === 'cleared' && to <= elapsed
  const timers = timersOfSessions(trace)
  return timers
    .map(timer => `${threadOf(timer)}: ${isClosed(timer) ? '' : 'not '}closed`)
    .join(', ')
}

/** Checks that a run opened one session, on the main thread, and closed it. */
function expectOneSession(run: Run) {
  const without =
    'No session was opened by this call. Does a variable outside the function hold that of an earlier ' +
    'call? Each call opens its own'
  expect(openedOn(run), without).not.toEqual([])
  expect(sessionsOf(run), 'sessions').toBe('main: closed')
}

const timersOfSessions = (trace: Run['trace']) =>
  trace.filter(({ label }) => label === 'setTimeout 60000')

const threadOf = ({ thread }: Span) => (thread ? `thread ${thread}` : 'main')

/** What a run failed with. */
function errorOf({ outcome }: Run<unknown>) {
  if (outcome.status === 'fulfilled') return 'it did not fail'
  const { reason, crash } = outcome
  const message = reason instanceof Error ? reason.message : inspect(reason)
  return crash ? `${crash}: ${message}` : message
}

/** Either is the error of a connection that is cut, and may have been copied. */
const CUT = /^(get|fetch) failed$/

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

/** Checks what `compare` gave for each of the three: wall, user and system time, in ms. */
function expectTimes(run: Run<Awaited<ReturnType<typeof compare>>>, expected: Times[]) {
  const textOf = ({ wall, user, system }: Times) => `wall ${wall}, user ${user}, system ${system}`
  if (run.outcome.status === 'rejected') throw run.outcome.reason
  for (const [index, name] of (['sequential', 'threads', 'cooperative'] as const).entries()) {
    expect(textOf(run.outcome.value[name]), `ms of ${name}`).toBe(textOf(expected[index] as Times))
  }
  expect(Object.keys(run.outcome.value).length, 'measurements').toBe(3)
}

test('sequential has one request in flight at a time, and takes 4,090 ms for nineteen posts', async () => {
  const run = await simulate({ server: notebook }, () => sequential(session, urls))
  expect(run).toTake(4090)
})

test('sequential opens one session for all posts, and closes it at the end', async () => {
  const run = await simulate({ server: notebook }, () => sequential(session, [post4, post5]))
  expectOneSession(run)
})

test('sequential gives a line for each address, in their order, whatever the status', async () => {
  const run = await simulate({ server: withMissing5 }, () => sequential(session, [post4, post5]))
  expect(run.result).toBeLines([`[200] ${post4}`, `[404] ${post5}`])
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
  const threadsOfSessions = openedOn(run).sort().join(', ') || 'nowhere'
  expect(threadsOfSessions, 'where sessions were opened').toBe('thread 1, thread 2')
})

test('threads gives a line for each address, in their order, whichever thread is done first', async () => {
  const run = await simulate({ server: withMissing5 }, () => threads(session, [post4, post5], 2))
  expect(run.result).toBeLines([`[200] ${post4}`, `[404] ${post5}`])
  const twice = await simulate({ server: notebook }, () => threads(session, [post5, post5], 1))
  expect(twice.result, 'the same address twice').toBeLines([`[200] ${post5}`, `[200] ${post5}`])
})

test('cooperative has nineteen requests in flight at once', async () => {
  const run = await simulate({ server: notebook }, () => cooperative(session, urls))
  expect(run).toPeakAt(19)
})

test('cooperative shares one session among all tasks, and closes it after the last answer', async () => {
  const run = await simulate({ server: notebook }, () => cooperative(session, [post4, post5]))
  expectOneSession(run)
})

test('cooperative gives a line for each address, in their order, whichever answer comes first', async () => {
  const run = await simulate({ server: withMissing5 }, () => cooperative(session, [post4, post5]))
  expect(run.result).toBeLines([`[200] ${post4}`, `[404] ${post5}`])
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
  expect(errorOf(run), 'the error').toMatch(CUT)
  expect(run).toTake(160)
  expectOneSession(run)
})

test('threads fails with that error at the moment a connection is cut, and ends every thread', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  const run = await observe({ server }, () => threads(session, [post1, post2, post3, post4], 2))
  expect(errorOf(run), 'the error').toMatch(CUT)
  expect(run).toTake(60)
  expect(run).toLeaveNothingBehind()
})

test('cooperative fails with that error at the moment a connection is cut, and closes its session', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  const run = await observe({ server }, () => cooperative(session, [post1, post2]))
  expect(errorOf(run), 'the error').toBe('fetch failed')
  expect(run).toTake(60)
  expectOneSession(run)
})

test('compare measures one after the other: the next begins when the one before is done', async () => {
  const { run } = await printed({ server: notebook }, () => compare(session, [post4, post5], 2))
  const begins = requestsOf(run.trace).map(({ from }) => from)
  expect(begins.join(', '), 'ms at which requests began').toBe('0, 100, 170, 170, 270, 270')
})

test('compare gives what each took, here in sessions that need 10 ms to open and 10 for each answer', async () => {
  const { run } = await printed({ server: notebook }, () => compare(busySession, [post4, post5], 2))
  expectTimes(run, [
    { wall: 200, user: 30, system: 0 },
    { wall: 120, user: 40, system: 0 },
    { wall: 120, user: 30, system: 0 },
  ])
})

test('compare counts the start of a thread, here 12.5 ms, where it belongs: to threads', async () => {
  const options = { server: notebook, threadCost: 12.5 }
  const { run } = await printed(options, () => compare(session, [post4, post5], 1))
  expectTimes(run, [
    { wall: 170, user: 0, system: 0 },
    { wall: 182.5, user: 12.5, system: 0 },
    { wall: 100, user: 0, system: 0 },
  ])
})

test('compare gives user and system time apart, in ms', async () => {
  const cpuUsage = vi.spyOn(process, 'cpuUsage').mockImplementation(before => ({
    user: 100 * performance.now() - (before?.user ?? 0),
    system: 20 * performance.now() - (before?.system ?? 0),
  }))
  syncBuiltinESMExports()
  const { run } = await printed({ server: notebook }, () => compare(session, [post4], 1))
  cpuUsage.mockRestore()
  syncBuiltinESMExports()
  const times = { wall: 100, user: 10, system: 2 }
  expectTimes(run, [times, times, times])
})

test('compare has each of the three open sessions of its own', async () => {
  const { run } = await printed({ server: notebook }, () => compare(session, [post4, post5], 2))
  const opened = 'main, thread 1, thread 2, main'
  expect(openedOn(run).join(', '), 'where sessions were opened').toBe(opened)
})

test('compare fails when threads does: it has printed sequential, and does not start cooperative', async () => {
  const { run, lines } = await printed({ server: notebook }, () =>
    compare(brokenSession, [post4], 1),
  )
  expect(errorOf(run), 'the error').toBe('no connection')
  expect(requestsOf(run.trace).length, 'requests').toBe(1)
  const names = lines.filter(line => !/time/.test(line))
  expect(names.join(', '), 'measurements printed').toBe('sequential')
})

test('compare prints the figures of the notebook: 4.09 s, 1.71 s and 950 ms', async () => {
  const { lines } = await printed({ server: notebook }, () => compare(session, urls, 3))
  const cpu = 'CPU times: user 0 ns, sys: 0 ns, total: 0 ns'
  expect(lines).toBeLines([
    'sequential',
    cpu,
    'Wall time: 4.09 s',
    'threads',
    cpu,
    'Wall time: 1.71 s',
    'cooperative',
    cpu,
    'Wall time: 950 ms',
  ])
})
