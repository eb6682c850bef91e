import { getEventListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { forAll, notebook, observe, requestsOf, simulate, urls } from '#lab'
import { burn } from '#lab/blocking'
import * as kata from './with-timeout.ts'

type Task<T> = kata.Task<T>

/** With a third parameter, the outer signal: whoever holds its controller can stop everything earlier. */
const withTimeout: <T>(task: Task<T>, ms: number, outer?: AbortSignal) => Promise<T> =
  kata.withTimeout

const [post1] = urls as [string]
const slowPost = urls[14] as string // its answer takes 950 ms
const get = (url: string) => (signal: AbortSignal) => fetch(url, { signal })

/** A task that waits so many ms and resolves to that number. */
const wait = (ms: number) => (signal?: AbortSignal) => sleep(ms, ms, { signal })

/** A task that waits so many ms and then fails. */
const fail = (ms: number, error: Error) => async (signal?: AbortSignal) => {
  await sleep(ms, undefined, { signal })
  throw error
}

/** The same task, but it ignores its signal. */
const ignoringSignal =
  <T>(task: () => Promise<T>) =>
  () =>
    task()

const throwAtOnce = () => {
  throw new Error('at once')
}

/** An outer signal that is aborted after so many ms. */
function abortedAfter(ms: number, reason: Error): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(reason), ms)
  return controller.signal
}

/** How a promise ended, in words. */
function endOf(outcome: PromiseSettledResult<unknown>): string {
  if (outcome.status === 'fulfilled') return `resolves to ${outcome.value}`
  const { reason } = outcome
  return `rejects with ${reason?.name === 'TimeoutError' ? 'a TimeoutError' : reason}`
}

test('a task that ignores its signal and fails after the timeout leaves no rejection unhandled', async () => {
  const task = ignoringSignal(fail(300, new Error('too late')))
  const run = await observe({}, () => withTimeout(task, 100))
  expect(endOf(run.outcome)).toBe('rejects with a TimeoutError')
})

test('counts from the call: a task that computes for 80 ms before its first await has 20 left', async () => {
  const task: Task<unknown> = signal => {
    burn(80)
    return sleep(300, undefined, { signal })
  }
  const run = await observe({}, () => withTimeout(task, 100))
  expect(run.elapsed, 'ms at which withTimeout rejected').toBe(100)
})

test('a task that throws before it returns a promise: rejects, and leaves no timer behind', async () => {
  const run = await observe({}, () => withTimeout(throwAtOnce, 100))
  expect(run).toRejectWith(new Error('at once'))
  expect(run).toLeaveNothingBehind()
})

test('a task that resolves to undefined in time is not late', async () => {
  const run = await observe({}, () => withTimeout(() => sleep(30), 100))
  expect(endOf(run.outcome)).toBe('resolves to undefined')
})

test('leaves the signal of a task that is done alone: the body of a response can still be read', async () => {
  const run = await observe({ server: notebook }, async () => {
    const response = await withTimeout(get(post1), 1000)
    const { id } = (await response.json()) as { id: number }
    return `post ${id}`
  })
  expect(endOf(run.outcome)).toBe('resolves to post 1')
})

test('an outer signal that is aborted at 33 ms: drops the request, and rejects with its reason', async () => {
  const reason = new Error('not wanted any more')
  const run = await observe({ server: notebook }, () =>
    withTimeout(get(slowPost), 100, abortedAfter(33, reason)),
  )
  const requests = requestsOf(run.trace).map(({ outcome, to }) => `${outcome} at ${to} ms`)
  expect(requests, 'what happened to the request').toEqual(['dropped at 33 ms'])
  expect(run).toTake(33)
  expect(run).toRejectWith(reason, { same: true })
  expect(run).toLeaveNothingBehind()
})

test('an outer signal does not replace the timeout: the request is dropped at 100 ms all the same', async () => {
  const run = await observe({ server: notebook }, () =>
    withTimeout(get(slowPost), 100, abortedAfter(500, new Error('too late'))),
  )
  const requests = requestsOf(run.trace).map(({ outcome, to }) => `${outcome} at ${to} ms`)
  expect(requests, 'what happened to the request').toEqual(['dropped at 100 ms'])
})

test('an outer signal that is aborted already: rejects with its reason, and never calls the task', async () => {
  const reason = new Error('not wanted from the beginning')
  const task = vi.fn(wait(300))
  const run = await observe({}, () => withTimeout(task, 100, AbortSignal.abort(reason)))
  expect(task.mock.calls.length, 'calls of the task').toBe(0)
  expect(run).toRejectWith(reason)
  expect(run).toLeaveNothingBehind()
})

test('leaves no listener on the outer signal, which may live as long as the program', async () => {
  const tasks: Record<string, Task<unknown>> = {
    'is timed out': ignoringSignal(wait(150)),
    'is done': wait(30),
    fails: fail(30, new Error('its own')),
    'throws at once': throwAtOnce,
  }
  const run = await simulate({}, async () => {
    const { signal } = new AbortController()
    const left: string[] = []
    for (const [how, task] of Object.entries(tasks)) {
      const before = getEventListeners(signal, 'abort').length
      await Promise.allSettled([Promise.try(withTimeout, task, 100, signal)])
      left.push(`a task that ${how} leaves ${getEventListeners(signal, 'abort').length - before}`)
    }
    return left
  })
  expect(run.result, 'listeners').toBeLines(
    Object.keys(tasks).map(how => `a task that ${how} leaves 0`),
  )
})

test('keeps calls apart that run at once and share an outer signal', async () => {
  const run = await simulate({}, () => {
    const outer = abortedAfter(33, new Error('outer'))
    return Promise.allSettled([
      withTimeout(wait(10), 100, outer),
      withTimeout(wait(300), 90, outer),
      withTimeout(wait(300), 20, outer),
    ])
  })
  expect(run.result.map(endOf), 'a task of 10 ms; the outer signal at 33; a timeout of 20').toEqual(
    ['resolves to 10', 'rejects with Error: outer', 'rejects with a TimeoutError'],
  )
  expect(run).toTake(33)
  expect(run).toLeaveNothingBehind()
})

test('whatever comes first decides: the task, the timeout or the outer signal', async () => {
  const times = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 })
  const stories = fc.tuple(times, fc.boolean(), fc.boolean())
  await forAll(
    stories,
    async ([times, fails, ignores]) => {
      const [takes, timeout, outer] = times as [number, number, number]
      const own = fails ? fail(takes, new Error('its own')) : wait(takes)
      const task: Task<unknown> = ignores ? ignoringSignal<unknown>(own) : own
      const run = await observe({}, () =>
        withTimeout(task, timeout, abortedAfter(outer, new Error('outer'))),
      )
      const first = Math.min(...times)
      const ends = new Map([
        [takes, fails ? 'rejects with Error: its own' : `resolves to ${takes}`],
        [timeout, 'rejects with a TimeoutError'],
        [outer, 'rejects with Error: outer'],
      ])
      const what =
        `a task that ${fails ? 'fails' : 'is done'} after ${takes} ms` +
        `${ignores ? ' and ignores its signal' : ''}, a timeout of ${timeout}, an outer abort at ${outer}`
      expect(`${endOf(run.outcome)} at ${run.elapsed} ms`, what).toBe(
        `${ends.get(first)} at ${first} ms`,
      )
    },
    { seed: 13 },
  )
})
