import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { Deadlock, forAll, observe, type Run, simulate } from '#lab'
import { type Task, TaskGroup } from './task-group.ts'

/** A task that waits so many ms and resolves to that number. It stops when its signal is aborted. */
const wait = (ms: number) => (signal: AbortSignal) => sleep(ms, ms, { signal })

/** The same, but it ignores its signal. */
const waitIgnoringSignal = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. It stops when its signal is aborted. */
const fail = (ms: number, error: Error) => async (signal: AbortSignal) => {
  await sleep(ms, undefined, { signal })
  throw error
}

/** The same, but it ignores its signal. */
const failIgnoringSignal = (ms: number, error: Error) => async () => {
  await sleep(ms)
  throw error
}

/** Runs `body` as the block of a group. */
async function inGroup<T>(body: (group: TaskGroup) => T): Promise<Awaited<T>> {
  await using group = new TaskGroup()
  return await body(group)
}

/** Starts some tasks in a group, awaits none of them, and ends the block. */
function startAll(...tasks: Task<unknown>[]): Promise<void> {
  return inGroup(group => {
    for (const task of tasks) group.start(task)
  })
}

/** How a run or a promise ended: `resolves to 30`, or the errors with their names. */
function endOf(ended: Run | PromiseSettledResult<unknown>): string {
  const outcome = 'outcome' in ended ? ended.outcome : ended
  if (outcome.status === 'fulfilled') return `resolves to ${outcome.value}`
  const { reason } = outcome
  if (reason instanceof Deadlock) throw reason
  if ('crash' in outcome && outcome.crash) return `${outcome.crash}: ${reason}`
  if (reason instanceof AggregateError) return `AggregateError of ${reason.errors.join(', ')}`
  if (reason instanceof SuppressedError) {
    const { error, suppressed } = reason
    const errors = error instanceof AggregateError ? error.errors.join(', ') : error
    return `SuppressedError: [${errors}], suppressed: ${suppressed}`
  }
  return `rejects with ${reason}`
}

test('calls a task when it is started, not later', async () => {
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
  expect(run.elapsed, 'ms at which the block exits').toBe(50)
})

test('never aborts if no task fails: what the tasks returned can still be used', async () => {
  let given: AbortSignal | undefined
  const task: Task<unknown> = async signal => {
    given = signal
  }
  await observe({}, () => startAll(task))
  expect(given?.aborted, 'signal.aborted').toBe(false)
})

test('waits for a task that ignores its signal, also when another has failed long ago', async () => {
  const run = await observe({}, () =>
    inGroup(async group => {
      group.start(waitIgnoringSignal(90))
      group.start(fail(20, new Error('of a task')))
      await sleep(40)
    }),
  )
  expect(run.elapsed, 'ms at which the block exits').toBe(90)
})

test('the promise of a task that fails or is stopped rejects with the error of that task', async () => {
  const run = await simulate({}, async () => {
    let ends: PromiseSettledResult<unknown>[] = []
    const group = inGroup(async group => {
      const promises = [group.start(fail(30, new Error('its own'))), group.start(wait(300))]
      ends = await Promise.allSettled(promises)
    })
    await Promise.allSettled([group])
    return ends.map(endOf)
  })
  const [failed, stopped] = run.result
  expect(failed, 'the one that fails').toBe('rejects with Error: its own')
  expect(stopped, 'the one that is stopped').toBe(
    'rejects with AbortError: The operation was aborted',
  )
})

test('lists what else goes wrong after the abort, in the order in which it happens', async () => {
  const failsToStop: Task<unknown> = async signal => {
    await sleep(300, undefined, { signal }).catch(() => {})
    throw new Error('not aborted')
  }
  const timeout = new DOMException('', 'TimeoutError')
  const run = await observe({}, () =>
    startAll(
      failIgnoringSignal(90, new Error('last')),
      failIgnoringSignal(50, timeout),
      failsToStop,
      fail(20, new Error('first')),
    ),
  )
  const errors = 'Error: first, Error: not aborted, TimeoutError, Error: last'
  expect(endOf(run)).toBe(`AggregateError of ${errors}`)
})

test('lists an AbortError that a task rejects with before the group has aborted', async () => {
  const error = new DOMException('the user left', 'AbortError')
  const run = await observe({}, () => startAll(wait(30), fail(20, error)))
  expect(endOf(run)).toBe('AggregateError of AbortError: the user left')
})

test('treats a task that throws before it returns a promise like any other that fails', async () => {
  const task: Task<unknown> = () => {
    throw new Error('at once')
  }
  const run = await observe({}, () => startAll(wait(300), task))
  expect(endOf(run)).toBe('AggregateError of Error: at once')
  expect(run).toTake(0)
})

test('if the block fails, waits for its tasks all the same, and then passes on the error', async () => {
  const run = await observe({}, () =>
    inGroup(group => {
      group.start(wait(50))
      throw new Error('of the block')
    }),
  )
  expect(endOf(run)).toBe('rejects with Error: of the block')
  expect(run.elapsed, 'ms at which the block exits').toBe(50)
})

test('if the block and a task fail, the caller gets both in a SuppressedError', async () => {
  const run = await observe({}, () =>
    inGroup(group => {
      group.start(fail(20, new Error('of the task')))
      throw new Error('of the block')
    }),
  )
  expect(endOf(run)).toBe('SuppressedError: [Error: of the task], suppressed: Error: of the block')
})

test('also waits for a task that another task starts in the group', async () => {
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
  expect(end, 'the other task').toBe('resolves to 30')
  expect(run.elapsed, 'ms at which the block exits').toBe(50)
})

test('after a failure start calls no task: its promise rejects, and that error is not listed', async () => {
  const late = vi.fn(wait(30))
  let end = ''
  const run = await observe({}, () =>
    inGroup(async group => {
      try {
        await group.start(fail(20, new Error('of a task')))
      } catch {}
      group.start(late)
      await sleep(20)
      const [latest] = await Promise.allSettled([group.start(late)])
      end = latest.status
    }),
  )
  expect(late.mock.calls.length, 'calls of late tasks').toBe(0)
  expect(endOf(run)).toBe('AggregateError of Error: of a task')
  expect(end, 'the promise of a late task').toBe('rejected')
})

test('after the block start calls no task: its promise rejects', async () => {
  const late = vi.fn(wait(30))
  const run = await simulate({}, async () => {
    const group = new TaskGroup()
    await group[Symbol.asyncDispose]()
    const [end] = await Promise.allSettled([group.start(late)])
    return end.status
  })
  expect(`${late.mock.calls.length} calls, ${run.result}`).toBe('0 calls, rejected')
})

test('keeps two groups apart that run at once', async () => {
  const run = await simulate({}, () =>
    Promise.allSettled([
      startAll(fail(20, new Error('of a task')), wait(300)),
      inGroup(group => group.start(wait(50))),
    ]),
  )
  expect(run.result.map(endOf)[1], 'the group in which no task fails').toBe('resolves to 50')
})

test('whatever the tasks do: lists each error, and exits when the last task has ended', async () => {
  const task = fc.record({ fails: fc.boolean(), ignoresSignal: fc.boolean() })
  const tasks = fc
    .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 })
    .chain(times => fc.tuple(...times.map(ms => task.map(rest => ({ ms, ...rest })))))
  await forAll(
    tasks,
    async plans => {
      const failing = plans.filter(({ fails }) => fails)
      const first = Math.min(...failing.map(({ ms }) => ms))
      const ends = plans.map(({ ms, ignoresSignal }) => (ignoresSignal ? ms : Math.min(ms, first)))
      const errors = failing
        .filter(({ ms, ignoresSignal }) => ignoresSignal || ms === first)
        .map(({ ms }) => ms)
        .sort()
        .map(ms => `Error: at ${ms} ms`)
      const end =
        errors.length > 0 ? `AggregateError of ${errors.join(', ')}` : 'resolves to undefined'

      const run = await observe({}, () =>
        startAll(
          ...plans.map(({ ms, fails, ignoresSignal }) => {
            const error = new Error(`at ${ms} ms`)
            if (fails) return ignoresSignal ? failIgnoringSignal(ms, error) : fail(ms, error)
            return ignoresSignal ? waitIgnoringSignal(ms) : wait(ms)
          }),
        ),
      )
      const each = plans.map(
        ({ ms, fails, ignoresSignal }) =>
          `${ms} ms${fails ? ' that fails' : ''}${ignoresSignal ? ' and ignores its signal' : ''}`,
      )
      const given = `tasks of ${each.join(', ')}`
      expect(`${endOf(run)} at ${run.elapsed} ms`, given).toBe(`${end} at ${Math.max(...ends)} ms`)
    },
    { seed: 16 },
  )
})
