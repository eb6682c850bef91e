import { setTimeout as sleep } from 'node:timers/promises'
import { assert, expect, test } from 'vitest'
import { Deadlock, notebook, observe, type Run, requestsOf, simulate, urls } from '#lab'
import { withTimeout } from './with-timeout.ts'

const slowPost = urls[14] as string // its answer takes 950 ms

/** A task that waits so many ms and resolves to that number. When it is stopped, it fails at once, in its own way. */
const wait = (ms: number) => (signal: AbortSignal) =>
  new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => resolve(ms), ms)
    const stop = () => {
      clearTimeout(timer)
      reject(new Error('stopped'))
    }
    signal.addEventListener('abort', stop)
  })

/** The same, but it ignores its signal. */
const waitIgnoringSignal = (ms: number) => () => sleep(ms, ms)

/** How a run ended, in words. */
function endOf({ outcome }: Run): string {
  if (outcome.status === 'fulfilled') return `resolves to ${outcome.value}`
  const { reason, crash } = outcome
  if (reason instanceof Deadlock) throw reason
  if (crash) return `${crash}: ${reason}`
  const isTimeout = reason instanceof Error && reason.name === 'TimeoutError'
  return isTimeout ? 'rejects with a TimeoutError' : `rejects with ${reason}`
}

test('a request that takes too long is dropped at 100 ms: abort the signal of the task then', async () => {
  const run = await observe({ server: notebook }, () =>
    withTimeout(signal => fetch(slowPost, { signal }), 100),
  )
  const requests = requestsOf(run.trace).map(({ outcome, to }) => `${outcome} at ${to} ms`)
  expect(requests, 'what happened to the request').toEqual(['dropped at 100 ms'])
})

test('rejects at 100 ms, not when the task would have been done', async () => {
  const run = await observe({}, () => withTimeout(wait(300), 100))
  expect(run).toTake(100)
})

test('rejects with a TimeoutError, whatever the task fails with when it is stopped', async () => {
  const run = await observe({}, () => withTimeout(wait(300), 100))
  assert(
    endOf(run) !== 'rejects with Error: stopped',
    "withTimeout rejected with the task's own error: the task heard of the abort before your code did, " +
      'or you pass on what it fails with',
  )
  expect(endOf(run)).toBe('rejects with a TimeoutError')
})

test('rejects at 100 ms also if the task ignores its signal', async () => {
  const run = await observe({}, () => withTimeout(waitIgnoringSignal(300), 100))
  assert(
    run.elapsed !== 300,
    'withTimeout settled at 300 ms, when the task did: after the abort it still waits for the task. ' +
      'The timer itself has to reject, whether the task obeys or not',
  )
  expect(run).toTake(100)
  expect(endOf(run)).toBe('rejects with a TimeoutError')
})

test('a task that is done in time: returns its result at that moment, and leaves no timer behind', async () => {
  const run = await simulate({}, () => withTimeout(wait(30), 100))
  expect(run.result, 'the result').toBe(30)
  expect(run).toTake(30)
  expect(run).toLeaveNothingBehind()
})

test('a task that fails in time: rejects with its own error, and leaves no timer behind', async () => {
  const fail = async () => {
    await sleep(30)
    throw new Error('its own')
  }
  const run = await observe({}, () => withTimeout(fail, 100))
  expect(run).toRejectWith(new Error('its own'))
  expect(run).toTake(30)
  expect(run).toLeaveNothingBehind()
})
