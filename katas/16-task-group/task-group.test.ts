import { setTimeout as sleep } from 'node:timers/promises'
import { assert, expect, test } from 'vitest'
import { Deadlock, notebook, observe, type Run, requestsOf, urls } from '#lab'
import { type Task, TaskGroup } from './task-group.ts'

const [post1, post2] = urls as [string, string]

const get = (url: string) => (signal: AbortSignal) => fetch(url, { signal })

/** A task that waits so many ms and resolves to that number. It stops when its signal is aborted. */
const wait = (ms: number) => (signal: AbortSignal) => sleep(ms, ms, { signal })

/** A task that waits so many ms and then fails. */
const fail = (ms: number, error: Error) => async () => {
  await sleep(ms)
  throw error
}

/** Starts some tasks in a group, awaits none of them, and ends the block. */
async function startAll(...tasks: Task<unknown>[]): Promise<void> {
  await using group = new TaskGroup()
  for (const task of tasks) group.start(task)
}

/** The errors in the AggregateError that a run failed with, or else what it failed with. */
function errorsOf({ outcome }: Run): unknown[] {
  if (outcome.status === 'fulfilled') return []
  const { reason } = outcome
  if (reason instanceof Deadlock) throw reason
  return reason instanceof AggregateError ? reason.errors : [`not an AggregateError: ${reason}`]
}

test('when a task fails, the requests of the others are dropped at that moment: abort their signal', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  let abortedAt = Number.POSITIVE_INFINITY
  let signalGiven = false
  const watching: Task<unknown> = signal => {
    signalGiven = signal instanceof AbortSignal
    signal?.addEventListener('abort', () => {
      abortedAt = performance.now()
    })
    return get(post1)(signal)
  }
  const run = await observe({ server }, () => startAll(watching, get(post2)))
  assert(abortedAt >= 60, `The signal was aborted at ${abortedAt} ms, before any task had failed`)
  const [first] = requestsOf(run.trace)
  assert(
    !(signalGiven && first?.outcome === 'answered'),
    'GET /posts/2 failed at 60 ms, but GET /posts/1 was answered at 290: the signal was ' +
      (abortedAt === Number.POSITIVE_INFINITY
        ? 'never aborted. '
        : `aborted at ${abortedAt} ms only. `) +
      'Abort where a task fails, in a handler that `start` adds, not where the group waits for its tasks',
  )
  const seen = first ? `${first.label}: ${first.outcome} at ${first.to} ms` : 'no request was sent'
  expect(seen, 'the other request, where one is cut at 60 ms').toBe(
    'GET /posts/1: dropped at 60 ms',
  )
})

test('the signal is aborted as soon as a task fails, while the block itself goes on', async () => {
  let stoppedAt = Number.NaN
  const run = await observe({}, async () => {
    await using group = new TaskGroup()
    group.start(async signal => {
      await sleep(300, undefined, { signal }).catch(() => {})
      stoppedAt = performance.now()
    })
    group.start(fail(20, new Error('of a task')))
    await sleep(100)
  })
  assert(
    stoppedAt !== 100,
    'A task failed at 20 ms, but the other one stopped at 100, when the block was left: the group looked for ' +
      'errors only then. Abort in a handler that `start` adds to the promise of each task',
  )
  expect(stoppedAt, 'ms at which the other task stopped').toBe(20)
  expect(run).toTake(100)
})

test('the block waits until every task is done, though nothing awaits them', async () => {
  const run = await observe({}, () => startAll(wait(35), wait(55)))
  expect(run).toLeaveNothingBehind()
  expect(run).toTake(55)
})

test("start returns a promise of the task's result", async () => {
  const run = await observe({}, async () => {
    await using group = new TaskGroup()
    return await Promise.all([group.start(wait(30)), group.start(wait(20))])
  })
  const value = [30, 20]
  expect(run.outcome, 'the results of two tasks').toEqual({ status: 'fulfilled', value })
})

test('if a task fails, the block rejects with an AggregateError that lists the same error object', async () => {
  const error = new Error('of a task')
  const run = await observe({}, () => startAll(wait(10), fail(20, error)))
  expect(errorsOf(run), 'the errors of the AggregateError').toEqual([error])
  assert(errorsOf(run)[0] === error, 'The error in the list is a copy of what the task threw')
})

test('the block also waits for a task that needs time to stop', async () => {
  const slowToStop: Task<unknown> = async signal => {
    await sleep(300, undefined, { signal }).catch(() => {})
    await sleep(30)
  }
  const run = await observe({}, () => startAll(slowToStop, fail(20, new Error('of a task'))))
  assert(
    run.elapsed !== 20,
    'The block exited at 20 ms, at the first error, while another task was still stopping, until 50. ' +
      '`Promise.all` rejects at the first error: wait until each task has settled',
  )
  expect(run.elapsed, 'ms at which the block exits: 20 until the abort, 30 to stop').toBe(50)
})

test('the AbortErrors of tasks that the group has stopped are not listed', async () => {
  const run = await observe({ server: notebook }, () =>
    startAll(wait(300), get(post1), fail(20, new Error('of a task'))),
  )
  // With a reason, fetch rejects with the reason: the same object may be listed twice.
  const errors = [...new Set(errorsOf(run))].map(String)
  expect(errors, 'the errors, where one of three tasks failed').toBeLines(['Error: of a task'])
})
