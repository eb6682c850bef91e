import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { forAll, notebook, observe, simulate, urls } from '#lab'
import { gatherLimited } from './bounded-gather.ts'

/** A task that waits so many ms and then gives that number. */
const wait = (ms: number) => () => sleep(ms, ms)

/** What a task is to do: wait so many ms, and then give a result or fail. */
interface Plan {
  readonly ms: number
  readonly fails: boolean
}

/** Tasks that do as planned, and what is seen of them. */
function enact(plans: readonly Plan[]) {
  const seen = { starts: [] as string[], most: 0 }
  let running = 0
  const tasks = plans.map(({ ms, fails }, index) => async () => {
    seen.starts.push(startOf(index, performance.now()))
    running++
    seen.most = Math.max(seen.most, running)
    await sleep(ms)
    running--
    if (fails) throw new Error(`of tasks[${index}]`)
    return `result of tasks[${index}]`
  })
  return { tasks, seen }
}

const startOf = (index: number, ms: number) => `tasks[${index}] starts at ${ms} ms`

/** When each task runs if no place is ever empty while one waits: it goes where a place is free first. */
function ideal(limit: number, plans: readonly Plan[]) {
  const free = Array.from({ length: limit }, () => 0)
  return plans.map(({ ms, fails }, index) => {
    const from = Math.min(...free)
    const to = from + ms
    free[free.indexOf(from)] = to
    return { index, from, to, fails }
  })
}

/** `limit 2, tasks of 1 ms, 3 ms that fails`: what a failed expectation was about. */
function told(limit: number, plans: readonly Plan[]): string {
  const each = plans.map(({ ms, fails }) => `${ms} ms${fails ? ' that fails' : ''}`)
  return `limit ${limit}, tasks of ${each.join(', ')}`
}

/** Tries many limits and lists of tasks; if your code fails with some, you read of the simplest. */
async function whateverTheTasks(
  fails: fc.Arbitrary<boolean>,
  program: (limit: number, plans: readonly Plan[]) => Promise<void>,
): Promise<void> {
  const limit = fc.integer({ min: 1, max: 3 })
  const plan = fc.record({ ms: fc.integer({ min: 1, max: 4 }), fails })
  const plans = fc.array(plan, { minLength: 1, maxLength: 6 })
  await forAll(fc.tuple(limit, plans), input => program(...input), { seed: 6, numRuns: 30 })
}

const none = fc.constant(false)
const some = fc.boolean()

test('nineteen requests, three at a time: never a fourth, in order, and 1,710 ms in all', async () => {
  const run = await simulate({ server: notebook }, () =>
    gatherLimited(
      urls.map(url => () => fetch(url)),
      3,
    ),
  )
  expect(run).toPeakAt(3)
  expect(run).toStartInOrder()
  expect(run).toTake(1710)
})

test('as many tasks run at once as the limit allows, and never one more', async () => {
  await whateverTheTasks(none, async (limit, plans) => {
    const { tasks, seen } = enact(plans)
    await simulate({}, () => gatherLimited(tasks, limit))
    const most = `${told(limit, plans)}: most that ran at once`
    expect(seen.most, most).toBe(Math.min(limit, plans.length))
  })
})

test('the next in the list starts the moment a place is free: none is empty while a task waits', async () => {
  await whateverTheTasks(none, async (limit, plans) => {
    const { tasks, seen } = enact(plans)
    await simulate({}, () => gatherLimited(tasks, limit))
    const starts = ideal(limit, plans).map(({ index, from }) => startOf(index, from))
    expect(seen.starts, told(limit, plans)).toBeLines(starts)
  })
})

test('the results are in the order of the tasks, and there when the last task is done', async () => {
  await whateverTheTasks(none, async (limit, plans) => {
    const { tasks } = enact(plans)
    const run = await simulate({}, () => gatherLimited(tasks, limit))
    const results = plans.map((_, index) => `result of tasks[${index}]`)
    expect(run.result, told(limit, plans)).toBeLines(results)
    expect(run, told(limit, plans)).toTake(Math.max(...ideal(limit, plans).map(({ to }) => to)))
  })
})

test('a task that fails frees its place: all that wait still start, each in its turn', async () => {
  await whateverTheTasks(some, async (limit, plans) => {
    const { tasks, seen } = enact(plans)
    await observe({}, () => gatherLimited(tasks, limit))
    const starts = ideal(limit, plans).map(({ index, from }) => startOf(index, from))
    expect(seen.starts, told(limit, plans)).toBeLines(starts)
  })
})

test('it fails at the moment the first task fails, with the error of that task', async () => {
  await whateverTheTasks(some, async (limit, plans) => {
    const { tasks } = enact(plans)
    const run = await observe({}, () => gatherLimited(tasks, limit))
    const failures = ideal(limit, plans).filter(task => task.fails)
    const [first] = failures.sort((a, b) => a.to - b.to)
    if (!first) return
    const reason = new Error(`of tasks[${first.index}]`)
    const seen = (run.outcome as { reason?: unknown }).reason
    expect(seen, `${told(limit, plans)}: the error`).toEqual(reason)
    expect(run.outcome, told(limit, plans)).toEqual({ status: 'rejected', reason })
    expect(run.elapsed, `${told(limit, plans)}: ms after which it failed`).toBe(first.to)
  })
})

test('the error is the very one that the task failed with, whatever it is', async () => {
  for (const error of [new Error('the very one'), undefined, 0, 'a text']) {
    const run = await observe({}, () =>
      gatherLimited<unknown>([wait(10), () => Promise.reject(error)], 1),
    )
    const what = `how it ends when a task fails with ${String(error)}`
    expect(run.outcome.status, what).toBe('rejected')
    const { reason } = run.outcome as { reason?: unknown }
    const copied = reason instanceof Error && reason !== error && String(reason) === String(error)
    expect(copied, 'whether it fails with a copy of the error; pass on the very one').toBe(false)
    expect(reason, `what it fails with when a task fails with ${String(error)}`).toBe(error)
  }
})

test('the end of a task makes the next one start: no timer and no turn of the loop', async () => {
  const seen: string[] = []
  const first = async () => {
    await sleep(30)
    setImmediate(() => seen.push('the loop turns'))
    return 30
  }
  const second = async () => {
    seen.push('the next task starts')
    return sleep(10, 10)
  }
  const run = await simulate({}, () => gatherLimited([first, second, wait(20)], 1))
  expect(seen[0], 'what comes first when a task has ended').toBe('the next task starts')
  const timers = run.trace.filter(({ kind }) => kind === 'timer').map(({ label }) => label)
  expect(timers.sort(), 'timers').toEqual(['setTimeout 10', 'setTimeout 20', 'setTimeout 30'])
})

test('two calls at the same time have places of their own, and results of their own', async () => {
  const run = await simulate({}, () =>
    Promise.all([
      gatherLimited([wait(30), wait(10), wait(20)], 1),
      gatherLimited([wait(20), wait(40)], 1),
    ]),
  )
  expect(run.result).toEqual([
    [30, 10, 20],
    [20, 40],
  ])
  expect(run.elapsed, 'ms that both take, each with one place of its own').toBe(60)
})

test('each task is called once, one that is listed twice twice, and the list is left as it was', async () => {
  const [task, other] = [vi.fn(wait(10)), vi.fn(wait(20))]
  const tasks = Object.freeze([task, other, task])
  const run = await simulate({}, () => gatherLimited(tasks, 2))
  expect([task.mock.calls, other.mock.calls]).toEqual([[[], []], [[]]])
  expect(run.result).toEqual([10, 20, 10])
})

test('a result may be anything: undefined, null and false, too', async () => {
  const values = [undefined, null, false, 0]
  const tasks = values.map((value, index) => () => sleep(40 - 10 * index, value))
  const run = await simulate({}, () => gatherLimited<unknown>(tasks, 2))
  expect(run.result).toEqual(values)
})

test('no tasks give an empty list', async () => {
  const run = await simulate({}, () => gatherLimited([], 3))
  expect(run.result).toEqual([])
})

test('a limit that is not a whole number, 1 or more, is a RangeError, and nothing starts', async () => {
  const reason = expect.any(RangeError)
  // Without tasks: with a step of 0, a loop over them may never end.
  for (const limit of [0, -1, Number.NaN]) {
    const run = await observe({}, () => gatherLimited([], limit))
    expect(run.outcome, `limit ${limit}, no tasks`).toEqual({ status: 'rejected', reason })
  }
  const task = vi.fn(wait(10))
  const run = await observe({}, () => gatherLimited([task, task], 1.5))
  expect(run.outcome, 'limit 1.5').toEqual({ status: 'rejected', reason })
  expect(task.mock.calls.length, 'tasks that were started; check the limit first').toBe(0)
  const unlimited = await observe({}, () => gatherLimited([], Number.POSITIVE_INFINITY))
  expect(unlimited.outcome, 'limit Infinity').toEqual({ status: 'rejected', reason })
})
