import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { forAll, notebook, observe, requestsOf, simulate, urls } from '#lab'
import { gather } from './gather-errors.ts'

const five = urls.slice(0, 5)
const [, , post3] = five as [string, string, string]

/** Five posts of the notebook; the third one's connection is cut after 60 ms. */
const server = { ...notebook, [post3]: { delay: 60, cut: true } }

/** For each of the five a task that gives the status. It would stop if it were given a signal that says so. */
const statuses = five.map(url => async (signal?: AbortSignal) => {
  const response = await fetch(url, { signal: signal ?? null })
  return response.status
})

/** A task that waits so many ms and then gives that number. */
const wait = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. */
const fail = (ms: number, message: string) => async (): Promise<number> => {
  await sleep(ms)
  throw new Error(message)
}

/** What a task is to do: wait so many ms, and then give a result or fail. */
interface Plan {
  readonly ms: number
  readonly fails: boolean
}

const resultOf = (index: number) => `result of tasks[${index}]`
const errorOf = (index: number) => new Error(`of tasks[${index}]`)

/** Tasks that do as planned, and when each of them started and ended. */
function enact(plans: readonly Plan[]) {
  const seen: string[] = []
  const tasks = plans.map(({ ms, fails }, index) => async () => {
    const start = performance.now()
    await sleep(ms)
    seen[index] = `tasks[${index}] runs from ${start} to ${performance.now()} ms`
    if (fails) throw errorOf(index)
    return resultOf(index)
  })
  return { tasks, seen }
}

/** `tasks of 1 ms, 3 ms that fails`: what a failed expectation was about. */
function told(plans: readonly Plan[]): string {
  const each = plans.map(({ ms, fails }) => `${ms} ms${fails ? ' that fails' : ''}`)
  return `tasks of ${each.join(', ')}`
}

/** Expects the items of a list, and tells of the first one that is another. */
function expectItems(seen: readonly unknown[], items: readonly unknown[], what: string): void {
  for (const [index, item] of items.entries()) {
    expect(seen?.[index], `${what}: what stands at [${index}]`).toEqual(item)
  }
  expect(seen, what).toEqual(items)
}

/** Expects an error to be the very one, and says so where it is a copy. */
function expectTheVery(error: unknown, wanted: unknown, what: string): void {
  const copied = error instanceof Error && error !== wanted && String(error) === String(wanted)
  expect(copied, 'whether the error is a copy; pass on the very one').toBe(false)
  expect(error, what).toBe(wanted)
}

/** Tries many lists of tasks; if your code fails with some, you read of the simplest. */
async function whateverTheTasks(program: (plans: readonly Plan[]) => Promise<void>): Promise<void> {
  const plan = fc.record({ ms: fc.integer({ min: 1, max: 5 }), fails: fc.boolean() })
  const plans = fc.array(plan, { minLength: 1, maxLength: 5 })
  await forAll(plans, program, { seed: 7, numRuns: 30 })
}

test('it fails at the moment one of five connections is cut, unless returnExceptions is set', async () => {
  const run = await observe({ server }, () => gather([...statuses]))
  const reason = expect.objectContaining({ message: 'fetch failed' })
  expect(run.outcome).toEqual({ status: 'rejected', reason })
  expect(run, 'It waits for none of the others').toTake(60)
})

test('then nobody stops the other requests: each of them still gets its answer', async () => {
  const run = await observe({ server }, () => gather([...statuses]))
  const outcomes = requestsOf(run.trace).map(({ outcome }) => outcome)
  expect(outcomes).toEqual(['answered', 'answered', 'cut', 'answered', 'answered'])
})

test('an error after the first one is handled, though nobody gets it', async () => {
  const run = await observe({}, () => gather([wait(80), fail(60, 'second'), fail(40, 'first')]))
  const reason = new Error('first')
  expect((run.outcome as { reason?: unknown }).reason, 'the error').toEqual(reason)
  expect(run.outcome).toEqual({ status: 'rejected', reason })
})

test('with returnExceptions each result and each error stands in the place of its task, when all are done', async () => {
  await whateverTheTasks(async plans => {
    const { tasks } = enact(plans)
    const run = await observe({}, () => gather(tasks, { returnExceptions: true }))
    const how = 'how it ends, as no error is thrown (does each have its `await` in the `try`?)'
    expect(run.outcome.status, `${told(plans)}: ${how}`).toBe('fulfilled')
    const outcomes = plans.map(({ fails }, index) => (fails ? errorOf(index) : resultOf(index)))
    expectItems(run.result as unknown[], outcomes, told(plans))
    expect(run, told(plans)).toTake(Math.max(...plans.map(({ ms }) => ms)))
  })
})

test('otherwise there are all results when all are done, or the first error at the moment it happens', async () => {
  await whateverTheTasks(async plans => {
    const { tasks } = enact(plans)
    const run = await observe({}, () => gather(tasks))
    const failures = plans.flatMap(({ ms, fails }, index) => (fails ? [{ ms, index }] : []))
    const [first] = failures.sort((a, b) => a.ms - b.ms)
    const how = `${told(plans)}: how it ends`
    expect(run.outcome.status, how).toBe(first ? 'rejected' : 'fulfilled')
    if (first) {
      const reason = errorOf(first.index)
      expect((run.outcome as { reason?: unknown }).reason, `${told(plans)}: the error`).toEqual(
        reason,
      )
      expect(run.outcome, how).toEqual({ status: 'rejected', reason })
    } else {
      const results = plans.map((_, index) => resultOf(index))
      expectItems(run.result as unknown[], results, told(plans))
    }
    expect(run, told(plans)).toTake(first?.ms ?? Math.max(...plans.map(({ ms }) => ms)))
  })
})

test('every task starts at once and runs to its end, whatever becomes of the others', async () => {
  await whateverTheTasks(async plans => {
    const { tasks, seen } = enact(plans)
    await observe({}, () => gather(tasks))
    const all = plans.map(({ ms }, index) => `tasks[${index}] runs from 0 to ${ms} ms`)
    expect(seen, told(plans)).toBeLines(all)
  })
})

test('a task that throws before it gives a promise has failed like any other: the rest is started', async () => {
  const error = new Error('at once')
  const throws = () => {
    throw error
  }
  const other = vi.fn(wait(20))
  const failed = await observe({}, () => gather([wait(30), throws, other]))
  const what = 'tasks[1] threw when it was called; let an `async` function stand between'
  expect(other.mock.calls.length, `${what}: calls of tasks[2]`).toBe(1)
  expect(failed.outcome).toEqual({ status: 'rejected', reason: error })
  const run = await simulate({}, () =>
    gather([fail(30, 'late'), throws, wait(20)], { returnExceptions: true }),
  )
  expectItems(run.result, [new Error('late'), error, 20], 'the second one throws')
})

test('it fails as soon as a task has failed: the loop does not turn in between', async () => {
  const seen: string[] = []
  const task = async () => {
    await sleep(10)
    setImmediate(() => seen.push('the loop turns'))
    throw new Error('of the task')
  }
  await simulate({}, () => gather([task]).catch(() => seen.push('it fails')))
  expect(seen[0], 'what comes first when a task has failed').toBe('it fails')
})

test('the error is the very one that the task failed with, whatever it is, thrown or in the list', async () => {
  for (const error of [new Error('the very one'), undefined, null, 0, 'a text']) {
    const task = () => Promise.reject(error)
    const what = `a task fails with ${String(error)}`
    const thrown = await observe({}, () => gather([wait(10), task]))
    expect(thrown.outcome.status, `${what}: how it ends`).toBe('rejected')
    const { reason } = thrown.outcome as { reason?: unknown }
    expectTheVery(reason, error, `${what}: what is thrown`)
    const listed = await simulate({}, () => gather<unknown>([task], { returnExceptions: true }))
    expectTheVery(listed.result[0], error, `${what}: what stands in the list`)
  }
})

test('whatever a task gives is its result: 0, null or undefined, and an Error, too', async () => {
  const error = new Error('found in a log')
  const values = [0, null, undefined, error]
  const tasks = values.map(value => async () => value)
  for (const returnExceptions of [true, false]) {
    const run = await observe({}, () => gather<unknown>([...tasks], { returnExceptions }))
    const what = 'tasks[3] GAVE an Error as its result, it did not fail: how the whole ends'
    expect(run.outcome.status, what).toBe('fulfilled')
    expectItems(run.result as unknown[], values, `returnExceptions: ${returnExceptions}`)
  }
})

test('no options, none set and false are all the same', async () => {
  for (const options of [undefined, {}, { returnExceptions: false }]) {
    const run = await observe({}, () => gather([wait(20), fail(10, 'fails')], options))
    expect(run.outcome).toEqual({ status: 'rejected', reason: new Error('fails') })
  }
})

test('no tasks give an empty list, at once', async () => {
  const run = await simulate({}, async () => [
    await gather([]),
    await gather([], { returnExceptions: true }),
  ])
  expect(run.result).toEqual([[], []])
  expect(run).toTake(0)
})

test('each task is called once, one that is listed twice twice, and the list is left as it was', async () => {
  let calls = 0
  const task = vi.fn(async () => ++calls)
  const tasks = Object.freeze([task, fail(30, 'one'), task])
  const run = await simulate({}, () => gather(tasks, { returnExceptions: true }))
  expect(task.mock.calls).toEqual([[], []])
  expectItems(run.result, [1, new Error('one'), 2], 'the results')
})

test('two calls at the same time are apart', async () => {
  const run = await simulate({}, () =>
    Promise.all([
      gather([wait(10), fail(30, 'one'), wait(40)], { returnExceptions: true }),
      gather([wait(20), fail(5, 'two')], { returnExceptions: true }),
    ]),
  )
  expect(run.result).toEqual([
    [10, new Error('one'), 40],
    [20, new Error('two')],
  ])
})
