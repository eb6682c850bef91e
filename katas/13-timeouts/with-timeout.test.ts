import { getEventListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { Deadlock, forAll, notebook, observe, type Run, requestsOf, simulate, urls } from '#lab'
import { burn } from '#lab/blocking'
import { type Task, withTimeout } from './with-timeout.ts'

const [post1] = urls as [string]
const slowPost = urls[14] as string // its answer takes 950 ms

const get = (url: string) => (signal?: AbortSignal) => fetch(url, { signal })

const STOPPED = 'The task was aborted'

/**
 * A task that waits so many ms and then gives that number. It stops when its signal is aborted, and fails at that very
 * moment, before anybody else who listens to the signal: the timers of Node would fail some microtasks later.
 */
const wait = (ms: number) => (signal?: AbortSignal) => {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const timer = setTimeout(() => {
    signal?.removeEventListener('abort', stop)
    resolve(ms)
  }, ms)
  const stop = () => {
    clearTimeout(timer)
    reject(new DOMException(STOPPED, 'AbortError'))
  }
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  return promise
}

/** The same, but it takes no notice of any signal. */
const waitDeaf = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. */
const fail = (ms: number, error: unknown) => async (signal?: AbortSignal) => {
  await sleep(ms, undefined, { signal })
  throw error
}

/** The same, but it takes no notice of any signal. */
const failDeaf = (ms: number, error: unknown) => () => fail(ms, error)()

/** A signal that is aborted after so many ms. */
function abortedAfter(ms: number, reason: unknown): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(reason), ms)
  return controller.signal
}

/** A signal that nobody has aborted yet. */
const calmSignal = () => new AbortController().signal

/** Calls withTimeout, which has to answer with a promise, whatever happens. */
function call(...args: Parameters<typeof withTimeout>): Promise<unknown> {
  try {
    return withTimeout(...args)
  } catch (cause) {
    throw new Error('thrown by the call itself: there is no promise that could fail', { cause })
  }
}

/** What withTimeout failed with. */
function reasonOf({ outcome }: Run): unknown {
  if (outcome.status === 'fulfilled') return undefined
  return outcome.crash ? `${outcome.crash}: ${outcome.reason}` : outcome.reason
}

/** How a promise ended, in words. */
function endOf(outcome: Run['outcome'] | PromiseSettledResult<unknown>): string {
  if (outcome.status === 'fulfilled') return `gives ${outcome.value}`
  const { reason } = outcome
  if (reason instanceof Deadlock) throw reason
  if ('crash' in outcome && outcome.crash) return `${outcome.crash}: ${reason}`
  return reason instanceof Error && reason.name === 'TimeoutError'
    ? 'fails with a TimeoutError'
    : `fails with ${reason}`
}

/** Why it failed with what such a task fails with, if it did. */
const causeOf = (run: Run) =>
  (reasonOf(run) as Error | undefined)?.message === STOPPED
    ? "withTimeout failed with the task's own error, as the task heard of the abort first: reject " +
      'your promise before you abort the signal of the task'
    : undefined

/** What the server saw. */
function seenByTheServer({ trace, outcome }: Run): string {
  const seen = requestsOf(trace).map(({ label, outcome, to }) => `${label}: ${outcome} at ${to} ms`)
  return seen.join(', ') || `no request: ${endOf(outcome)}`
}

test('a request that takes too long is dropped at 100 ms: give the task a signal, and abort it then', async () => {
  const run = await observe({ server: notebook }, () => withTimeout(get(slowPost), 100))
  expect(seenByTheServer(run)).toBe('GET /posts/15: dropped at 100 ms')
})

test('withTimeout fails at 100 ms, not when the task would have been done', async () => {
  const run = await observe({}, () => withTimeout(wait(300), 100))
  expect(run).toTake(100)
})

test('it fails with a TimeoutError, whatever the task itself fails with when it is stopped', async () => {
  const run = await observe({}, () => withTimeout(wait(300), 100))
  expect(endOf(run.outcome), causeOf(run)).toBe('fails with a TimeoutError')
})

test('it fails at 100 ms also if the task takes no notice of its signal', async () => {
  const run = await observe({}, () => withTimeout(waitDeaf(300), 100))
  expect(run).toTake(100)
  expect(endOf(run.outcome)).toBe('fails with a TimeoutError')
})

test('what such a task fails with later is no unhandled rejection', async () => {
  const run = await observe({}, () => withTimeout(failDeaf(300, new Error('too late')), 100))
  expect(endOf(run.outcome)).toBe('fails with a TimeoutError')
})

test('ms count from the call: if the task computes for 80 ms before its first await, 20 are left', async () => {
  const task: Task<unknown> = signal => {
    burn(80)
    return sleep(300, undefined, { signal })
  }
  const run = await observe({}, () => withTimeout(task, 100))
  expect(run.elapsed, 'ms at which withTimeout failed').toBe(100)
})

test('the task can ask its signal for the reason, and it is the very error that withTimeout fails with', async () => {
  let given: AbortSignal | undefined
  const task: Task<unknown> = signal => {
    given = signal
    return sleep(300)
  }
  const run = await observe({}, () => withTimeout(task, 100))
  expect(given?.reason, 'the reason of the signal').toBe(reasonOf(run))
})

test('a task that is done in time gives its result, at that moment, and leaves no timer behind', async () => {
  const run = await simulate({}, () => withTimeout(wait(30), 100))
  expect(run.result).toBe(30)
  expect(run).toTake(30)
  expect(run).toLeaveNothingBehind()
})

test('a task that gives undefined is done like any other, and one that fails with undefined has failed', async () => {
  const done = await observe({}, () => withTimeout(() => sleep(30), 100))
  expect(endOf(done.outcome)).toBe('gives undefined')
  const failed = await observe({}, () => withTimeout(fail(30, undefined), 100))
  expect(endOf(failed.outcome)).toBe('fails with undefined')
})

test('a task that fails in time passes its own error on, the very same, and leaves no timer behind', async () => {
  const error = new Error('its own')
  const run = await observe({}, () => withTimeout(fail(30, error), 100))
  expect(reasonOf(run)).toBe(error)
  expect(run).toTake(30)
  expect(run).toLeaveNothingBehind()
})

test('a task that throws at once, before it has a promise, leaves no timer behind either', async () => {
  const error = new Error('at once')
  const task: Task<unknown> = () => {
    throw error
  }
  const run = await observe({}, () => call(task, 100, calmSignal()))
  expect(run).toLeaveNothingBehind()
  expect(reasonOf(run)).toBe(error)
})

test('the signal of a task that is done is left alone: what it gave can still be used', async () => {
  const run = await observe({ server: notebook }, async () => {
    const response = await withTimeout(get(post1), 1000)
    const { id } = (await response.json()) as { id: number }
    return `post ${id}`
  })
  expect(endOf(run.outcome)).toBe('gives post 1')
})

test('when the outer signal is aborted at 33 ms, the request is dropped at 33 ms', async () => {
  const run = await observe({ server: notebook }, () =>
    withTimeout(get(slowPost), 100, abortedAfter(33, new Error('not wanted any more'))),
  )
  expect(seenByTheServer(run)).toBe('GET /posts/15: dropped at 33 ms')
})

test('when the outer signal is aborted, withTimeout fails at that moment, with the reason of that signal', async () => {
  const reason = new Error('not wanted any more')
  const run = await observe({}, () => withTimeout(wait(300), 100, abortedAfter(33, reason)))
  expect(run).toTake(33)
  expect(reasonOf(run), causeOf(run)).toBe(reason)
  expect(run).toLeaveNothingBehind()
})

test('the reason of the outer signal may be anything, also null', async () => {
  const run = await observe({}, () => withTimeout(wait(300), 100, abortedAfter(33, null)))
  expect(endOf(run.outcome)).toBe('fails with null')
})

test('the outer signal is listened to before the task is called, which might abort it at once', async () => {
  const controller = new AbortController()
  const task: Task<unknown> = signal => {
    controller.abort('aborted by the task')
    return sleep(50, undefined, { signal })
  }
  const run = await observe({}, () => withTimeout(task, 100, controller.signal))
  expect(`${endOf(run.outcome)} at ${run.elapsed} ms`).toBe(
    'fails with aborted by the task at 0 ms',
  )
})

test('when the outer signal is aborted, nothing but a task that takes no notice goes on', async () => {
  let given: AbortSignal | undefined
  const task: Task<unknown> = signal => {
    given = signal
    return sleep(300)
  }
  const reason = new Error('not wanted any more')
  const run = await observe({}, () => withTimeout(task, 100, abortedAfter(33, reason)))
  expect(run).toTake(33)
  expect(given?.reason, 'the reason of the signal').toBe(reason)
  expect(run.left.map(({ label }) => label)).toEqual(['setTimeout 300'])
})

test('an outer signal does not replace the timeout: the task is stopped at 100 ms all the same', async () => {
  const run = await observe({ server: notebook }, () =>
    withTimeout(get(slowPost), 100, abortedAfter(500, new Error('too late'))),
  )
  expect(seenByTheServer(run)).toBe('GET /posts/15: dropped at 100 ms')
})

test('if the outer signal is aborted already, the task is not even started', async () => {
  const reason = new Error('not wanted from the beginning')
  const task = vi.fn(wait(300))
  const run = await observe({}, () => call(task, 100, AbortSignal.abort(reason)))
  expect(task.mock.calls.length, 'calls of the task').toBe(0)
  expect(reasonOf(run)).toBe(reason)
  expect(run).toLeaveNothingBehind()
})

test('no listener is left on the outer signal, which may live for as long as the program', async () => {
  const tasks: Record<string, Task<unknown>> = {
    'is timed out': waitDeaf(150),
    'is done': wait(30),
    fails: fail(30, 'its own error'),
    'throws at once': () => {
      throw 'at once'
    },
  }
  const run = await simulate({}, async () => {
    const signal = calmSignal()
    const left: string[] = []
    for (const [how, task] of Object.entries(tasks)) {
      const before = getEventListeners(signal, 'abort').length
      await Promise.allSettled([call(task, 100, signal)])
      left.push(`a task that ${how} leaves ${getEventListeners(signal, 'abort').length - before}`)
    }
    return left
  })
  expect(run.result, 'listeners').toBeLines(
    Object.keys(tasks).map(how => `a task that ${how} leaves 0`),
  )
})

test('calls that run at the same time and share an outer signal have each a time of their own', async () => {
  const run = await simulate({}, () => {
    const signal = abortedAfter(33, 'the outer reason')
    return Promise.allSettled([
      withTimeout(wait(10), 100, signal),
      withTimeout(wait(300), 90, signal),
      withTimeout(wait(300), 20, signal),
    ])
  })
  const [first, second, third] = run.result
  expect(endOf(third), 'a timeout of 20 ms').toBe('fails with a TimeoutError')
  expect(endOf(second), 'an outer signal that is aborted at 33 ms').toBe(
    'fails with the outer reason',
  )
  expect(endOf(first), 'a task of 10 ms').toBe('gives 10')
  expect(run).toTake(33)
  expect(run).toLeaveNothingBehind()
})

test('whatever comes first decides: the task, the timeout or the outer signal', async () => {
  const three = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 })
  const stories = fc
    .tuple(three, fc.boolean(), fc.boolean())
    .map(([times, fails, ignoresSignal]) => {
      const [takes, timeout, outerAbort] = times as [number, number, number]
      return { task: { takes, fails, ignoresSignal }, timeout, outerAbort }
    })
  await forAll(
    stories,
    async ({ task: { takes, fails, ignoresSignal }, timeout, outerAbort }) => {
      const ends = new Map<number, string>([
        [takes, fails ? 'fails with its own error' : `gives ${takes}`],
        [timeout, 'fails with a TimeoutError'],
        [outerAbort, 'fails with the outer reason'],
      ])
      const first = Math.min(takes, timeout, outerAbort)
      const make = fails ? (ignoresSignal ? failDeaf : fail) : ignoresSignal ? waitDeaf : wait
      const task: Task<number> = make(takes, 'its own error')
      const run = await observe({}, () =>
        withTimeout(task, timeout, abortedAfter(outerAbort, 'the outer reason')),
      )
      expect(`${endOf(run.outcome)} at ${run.elapsed} ms`).toBe(`${ends.get(first)} at ${first} ms`)
    },
    { seed: 13 },
  )
})
