import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { Deadlock, forAll, notebook, observe, type Run, requestsOf, simulate, urls } from '#lab'
import { type Task, TaskGroup } from './task-group.ts'

const [post1, post2] = urls as [string, string]

const get = (url: string) => (signal?: AbortSignal) => fetch(url, { signal })

/** A task that waits so many ms and then gives that number. It stops when its signal is aborted. */
const wait = (ms: number) => (signal?: AbortSignal) => sleep(ms, ms, { signal })

/** The same, but it takes no notice of any signal. */
const waitDeaf = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. */
const fail = (ms: number, error: unknown) => async (signal?: AbortSignal) => {
  await sleep(ms, undefined, { signal })
  throw error
}

/** The same, but it takes no notice of any signal. */
const failDeaf = (ms: number, error: unknown) => () => fail(ms, error)()

/** Runs `body` as the block of a group. */
async function inGroup<T>(body: (group: TaskGroup) => T): Promise<Awaited<T>> {
  await using group = new TaskGroup()
  return await body(group)
}

/** Starts some tasks in a group, and leaves it at once. */
function startAll(...tasks: Task<unknown>[]): Promise<void> {
  return inGroup(group => {
    for (const task of tasks) group.start(task)
  })
}

/** What a run failed with. */
const reasonOf = ({ outcome }: Run) => (outcome.status === 'rejected' ? outcome.reason : undefined)

/** The errors in the AggregateError that a run failed with; none if it was something else. */
function errorsOf(run: Run): unknown[] {
  const reason = reasonOf(run)
  return reason instanceof AggregateError ? reason.errors : []
}

/** How a run or a promise ended, in words. */
function endOf(ended: Run | PromiseSettledResult<unknown>): string {
  const outcome = 'outcome' in ended ? ended.outcome : ended
  if (outcome.status === 'fulfilled') return `gives ${outcome.value}`
  const { reason } = outcome
  if (reason instanceof Deadlock) throw reason
  if ('crash' in outcome && outcome.crash) return `${outcome.crash}: ${reason}`
  if (reason instanceof AggregateError) return `AggregateError: ${reason.errors.join(', ')}`
  if (reason instanceof SuppressedError) {
    const { error, suppressed } = reason
    const told = error instanceof AggregateError ? `[${error.errors.join(', ')}]` : error
    return `SuppressedError: ${told}, suppressed: ${suppressed}`
  }
  return `fails with ${reason}`
}

/** What became of the first request that the server saw. */
function firstRequestOf(run: Run): string {
  const [first] = requestsOf(run.trace)
  return first ? `${first.label}: ${first.outcome} at ${first.to} ms` : `no request: ${endOf(run)}`
}

test('as soon as a task fails the requests of the others are dropped: give each a signal, and abort it', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  let abortedAt = Number.NaN
  const watching: Task<unknown> = signal => {
    signal?.addEventListener('abort', () => {
      abortedAt = performance.now()
    })
    return get(post1)(signal)
  }
  const run = await observe({ server }, () => startAll(watching, get(post2)))
  const early = abortedAt < 60
  expect(early, `the signal was aborted at ${abortedAt} ms, before any task had failed`).toBe(false)
  expect(firstRequestOf(run)).toBe('GET /posts/1: dropped at 60 ms')
})

test('the block is not left before every task is done, though nobody awaits them', async () => {
  const run = await observe({}, () => startAll(wait(35), wait(55)))
  expect(run).toLeaveNothingBehind()
  expect(run).toTake(55)
})

test('a task begins when it is started, not when the group is left', async () => {
  const task = vi.fn(wait(50))
  let calls = 0
  const run = await observe({}, () =>
    inGroup(async group => {
      group.start(task)
      calls = task.mock.calls.length
      await sleep(40)
    }),
  )
  expect(calls, 'calls of the task when start has just returned').toBe(1)
  expect(run.elapsed, 'ms at which the block was left').toBe(50)
})

test('a group of no tasks is left at once', async () => {
  const run = await observe({}, () => inGroup(() => 'the result of the block'))
  expect(`${endOf(run)} at ${run.elapsed} ms`).toBe('gives the result of the block at 0 ms')
})

test('start answers with a promise of what the task gives', async () => {
  const run = await observe({}, () =>
    inGroup(group => Promise.all([group.start(wait(30)), group.start(wait(20))])),
  )
  expect(endOf(run)).toBe('gives 30,20')
})

test('the signal of a group in which no task fails is never aborted: what they gave can still be used', async () => {
  let given: AbortSignal | undefined
  const task: Task<unknown> = async signal => {
    given = signal
  }
  await observe({}, () => startAll(task))
  expect(given?.aborted, 'signal.aborted').toBe(false)
})

test('the promise of a task that fails or is stopped rejects, with the error of that task', async () => {
  const run = await simulate({}, async () => {
    let ends: PromiseSettledResult<unknown>[] = []
    const group = inGroup(async group => {
      ends = await Promise.allSettled([group.start(fail(30, 'its own')), group.start(wait(300))])
    })
    await Promise.allSettled([group])
    return ends.map(endOf)
  })
  const [failed, stopped] = run.result
  expect(failed, 'the one that fails').toBe('fails with its own')
  expect(stopped, 'the one that is stopped').toBe(
    'fails with AbortError: The operation was aborted',
  )
})

test('if a task fails the group does, with an AggregateError that has the very error of the task', async () => {
  const error = new Error('its own')
  const run = await observe({}, () => startAll(wait(30), fail(20, error)))
  expect(endOf(run)).toBe('AggregateError: Error: its own')
  expect(errorsOf(run)[0]).toBe(error)
})

test('the others are told at the moment a task fails, also while the block itself goes on', async () => {
  let toldAt = Number.NaN
  const other: Task<unknown> = async signal => {
    await sleep(300, undefined, { signal }).catch(() => {})
    toldAt = performance.now()
  }
  const run = await observe({}, () =>
    inGroup(async group => {
      group.start(other)
      group.start(fail(20, 'an error'))
      await sleep(100)
    }),
  )
  expect(toldAt, 'ms at which the other task stopped').toBe(20)
  expect(run).toTake(100)
})

test('leaving also waits for those that need some time to stop', async () => {
  const slowToStop: Task<unknown> = async signal => {
    await sleep(300, undefined, { signal }).catch(() => {})
    await sleep(30)
  }
  const run = await observe({}, () => startAll(slowToStop, fail(20, 'an error')))
  expect(run.elapsed, 'ms at which the block was left').toBe(50)
})

test('leaving also waits for those that take no notice, though another one has failed long ago', async () => {
  const run = await observe({}, () =>
    inGroup(async group => {
      group.start(waitDeaf(90))
      group.start(fail(20, 'an error'))
      await sleep(40)
    }),
  )
  expect(run.elapsed, 'ms at which the block was left').toBe(90)
})

test('the AbortErrors by which the others say that they have stopped are left out (abort without a reason: fetch fails with the reason itself)', async () => {
  const run = await observe({ server: notebook }, () =>
    startAll(wait(300), get(post1), fail(20, 'an error')),
  )
  // The very same error of two tasks may be told once or twice.
  expect([...new Set(errorsOf(run))].join(', ') || endOf(run)).toBe('an error')
})

test('what else goes wrong while they stop is in it, in the order in which it happened', async () => {
  const failsToStop: Task<unknown> = async signal => {
    await sleep(300, undefined, { signal }).catch(() => {})
    throw 'not aborted'
  }
  const timeout = new DOMException('', 'TimeoutError')
  const run = await observe({}, () =>
    startAll(failDeaf(90, 'last'), failDeaf(50, timeout), failsToStop, fail(20, 'first')),
  )
  expect(errorsOf(run).join(', ') || endOf(run)).toBe('first, not aborted, TimeoutError, last')
})

test('an AbortError that the group has not asked for is an error like any other', async () => {
  const error = new DOMException('the user left', 'AbortError')
  const run = await observe({}, () => startAll(wait(30), fail(20, error)))
  expect(endOf(run)).toBe('AggregateError: AbortError: the user left')
})

test('a task that fails with undefined has failed', async () => {
  const run = await observe({}, () => startAll(wait(300), fail(20, undefined)))
  expect(run).toTake(20)
  expect(errorsOf(run)).toEqual([undefined])
})

test('a task that throws at once, before it has a promise, is a task that fails', async () => {
  const task: Task<unknown> = () => {
    throw 'thrown at once'
  }
  const run = await observe({}, () => startAll(wait(300), task))
  expect(endOf(run)).toBe('AggregateError: thrown at once')
  expect(run).toTake(0)
})

test('if the block fails, its tasks are waited for all the same, and then its error is passed on', async () => {
  const run = await observe({}, () =>
    inGroup(group => {
      group.start(wait(50))
      throw 'the error of the block'
    }),
  )
  expect(endOf(run)).toBe('fails with the error of the block')
  expect(run.elapsed, 'ms at which the block was left').toBe(50)
})

test('if the block and a task fail, the language packs both in a SuppressedError', async () => {
  const run = await observe({}, () =>
    inGroup(group => {
      group.start(fail(20, 'of the task'))
      throw 'of the block'
    }),
  )
  expect(endOf(run)).toBe('SuppressedError: [of the task], suppressed: of the block')
})

test('a task may start another one in the group, which is then waited for, too', async () => {
  let end = 'not done yet'
  const run = await observe({}, () =>
    inGroup(group => {
      group.start(async () => {
        await sleep(20)
        const another = Promise.allSettled([group.start(wait(30))])
        another.then(([settled]) => {
          end = endOf(settled)
        })
      })
    }),
  )
  expect(end, 'the other one').toBe('gives 30')
  expect(run.elapsed, 'ms at which the block was left').toBe(50)
})

test('once a task has failed no other one is started: its promise rejects, which is no error of the group', async () => {
  const late = vi.fn(wait(30))
  let end = ''
  const run = await observe({}, () =>
    inGroup(async group => {
      try {
        await group.start(fail(20, 'an error'))
      } catch {}
      group.start(late)
      await sleep(20)
      const [latest] = await Promise.allSettled([group.start(late)])
      end = latest.status
    }),
  )
  expect(late.mock.calls.length, 'calls of late tasks').toBe(0)
  expect(endOf(run)).toBe('AggregateError: an error')
  expect(end, 'the promise of a late task').toBe('rejected')
})

test('a task that passes such a refusal on has been stopped by the group, it has not failed', async () => {
  const run = await observe({}, () =>
    inGroup(group => {
      group.start(fail(20, 'an error'))
      group.start(async () => {
        await sleep(40)
        await group.start(wait(30))
      })
    }),
  )
  expect(endOf(run)).toBe('AggregateError: an error')
})

test('once the group has been left no task is started: the promise rejects', async () => {
  const late = vi.fn(wait(30))
  const run = await simulate({}, async () => {
    const group = new TaskGroup()
    await group[Symbol.asyncDispose]()
    const [end] = await Promise.allSettled([group.start(late)])
    return end.status
  })
  expect(`${late.mock.calls.length} calls, ${run.result}`).toBe('0 calls, rejected')
})

test('two groups at the same time have nothing to do with each other', async () => {
  const run = await simulate({}, () =>
    Promise.allSettled([
      startAll(fail(20, 'an error'), wait(300)),
      inGroup(group => group.start(wait(50))),
    ]),
  )
  expect(run.result.map(endOf)[1], 'the group in which no task fails').toBe('gives 50')
})

test('whatever the tasks do: each error is kept, and the last task to end ends the group', async () => {
  const task = fc.record({ fails: fc.boolean(), ignoresSignal: fc.boolean() })
  const tasks = fc
    .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 })
    .chain(times => fc.tuple(...times.map(takes => task.map(rest => ({ takes, ...rest })))))
  await forAll(
    tasks,
    async given => {
      const failing = given.filter(({ fails }) => fails).map(({ takes }) => takes)
      const first = Math.min(...failing)
      const ends = given.map(({ takes, ignoresSignal }) =>
        ignoresSignal ? takes : Math.min(takes, first),
      )
      const errors = given
        .filter(({ takes, fails, ignoresSignal }) => fails && (ignoresSignal || takes === first))
        .map(({ takes }) => takes)
        .sort()
      const end = errors.length > 0 ? `AggregateError: ${errors.join(', ')}` : 'gives undefined'

      const run = await observe({}, () =>
        startAll(
          ...given.map(({ takes, fails, ignoresSignal }) => {
            if (fails) return ignoresSignal ? failDeaf(takes, takes) : fail(takes, takes)
            return ignoresSignal ? waitDeaf(takes) : wait(takes)
          }),
        ),
      )
      expect(`${endOf(run)} at ${run.elapsed} ms`).toBe(`${end} at ${Math.max(...ends)} ms`)
    },
    { seed: 16 },
  )
})
