import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forAll, observe, simulate } from '#lab'
import { gather } from './gather-errors.ts'

/** A task that waits so many ms and resolves to that number. */
const wait = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. */
const fail = (ms: number, message: string) => async (): Promise<number> => {
  await sleep(ms)
  throw new Error(message)
}

/** What a task does: it waits so many ms, and then it may fail. */
interface Plan {
  readonly ms: number
  readonly fails: boolean
}

const errorOf = (index: number) => new Error(`of tasks[${index}]`)

/** Tasks that do as planned, and resolve to their ms; the first of them that failed, and when each ran. */
function enact(plans: readonly Plan[]) {
  const seen = { runs: [] as string[], firstFailure: undefined as number | undefined }
  const tasks = plans.map(({ ms, fails }, index) => async () => {
    const start = performance.now()
    await sleep(ms)
    seen.runs[index] = `tasks[${index}] runs from ${start} to ${performance.now()} ms`
    if (!fails) return ms
    seen.firstFailure ??= index
    throw errorOf(index)
  })
  return { tasks, seen }
}

/** `tasks of 1 ms, 3 ms that fails`: what a failed expectation was about. */
function told(plans: readonly Plan[]): string {
  const each = plans.map(({ ms, fails }) => `${ms} ms${fails ? ' that fails' : ''}`)
  return `tasks of ${each.join(', ')}`
}

const longest = (plans: readonly Plan[]) => Math.max(...plans.map(({ ms }) => ms))

/** Tries many lists of tasks, some of which fail; if your code fails with some, you read the simplest. */
async function whateverFails(program: (plans: readonly Plan[]) => Promise<void>): Promise<void> {
  const plan = fc.record({ ms: fc.integer({ min: 1, max: 5 }), fails: fc.boolean() })
  const plans = fc.array(plan, { minLength: 1, maxLength: 5 })
  await forAll(plans, program, { seed: 7, numRuns: 30 })
}

test('starts every task at once and lets it run to its end, whichever tasks fail', async () => {
  await whateverFails(async plans => {
    const { tasks, seen } = enact(plans)
    await observe({}, () => gather(tasks))
    const all = plans.map(({ ms }, index) => `tasks[${index}] runs from 0 to ${ms} ms`)
    expect(seen.runs, told(plans)).toBeLines(all)
  })
})

test('rejects with the first error at the moment it happens, whichever tasks fail', async () => {
  await whateverFails(async plans => {
    const { tasks, seen } = enact(plans)
    const run = await observe({}, () => gather(tasks))
    const first = seen.firstFailure
    if (first === undefined) return
    expect(run, told(plans)).toRejectWith(errorOf(first))
    expect(run, told(plans)).toTake(plans[first]?.ms ?? 0)
  })
})

test('with returnExceptions, waits for every task, whichever tasks fail', async () => {
  await whateverFails(async plans => {
    const run = await observe({}, () => gather(enact(plans).tasks, { returnExceptions: true }))
    const value = plans.map(({ ms, fails }, index) => (fails ? errorOf(index) : ms))
    expect(run.outcome, `${told(plans)}: the outcome`).toEqual({ status: 'fulfilled', value })
    expect(run, told(plans)).toTake(longest(plans))
  })
})

test('treats a task that throws before it returns a promise like any other that fails', async () => {
  const error = new Error('at once')
  const throws = () => {
    throw error
  }
  const tasks = () => [fail(30, 'late'), throws, wait(20)]
  const run = await observe({}, () => gather(tasks()))
  expect(run).toRejectWith(error)

  const listed = await observe({}, () => gather(tasks(), { returnExceptions: true }))
  const value = [new Error('late'), error, 20]
  expect(listed.outcome, 'with returnExceptions').toEqual({ status: 'fulfilled', value })
})

test('passes on the same error object that the task failed with, in both modes', async () => {
  const error = new Error('of a task')
  const tasks = () => [wait(10), () => Promise.reject(error)]
  const run = await observe({}, () => gather(tasks()))
  expect(run).toRejectWith(error, { same: true })

  const listed = await simulate({}, () => gather(tasks(), { returnExceptions: true }))
  expect(listed.result[1] === error, 'whether the same error is in the list').toBe(true)
})

test('takes an Error that a task resolves to for its result, not for a failure', async () => {
  const error = new Error('found in a log')
  for (const returnExceptions of [true, false]) {
    const run = await observe({}, () => gather([async () => error], { returnExceptions }))
    const what = `the outcome with returnExceptions ${returnExceptions}`
    expect(run.outcome, what).toEqual({ status: 'fulfilled', value: [error] })
  }
})

test('takes any list: an empty one, a task that is listed twice, results that are falsy', async () => {
  for (const returnExceptions of [true, false]) {
    const nothing = await simulate({}, () => gather([], { returnExceptions }))
    expect(nothing.result, 'the results of no tasks').toEqual([])
    expect(nothing).toTake(0)

    let calls = 0
    const counting = () => sleep(10, ++calls)
    const twice = Object.freeze([counting, wait(20), counting])
    const run = await simulate({}, () => gather(twice, { returnExceptions }))
    expect(run.result, 'the results where tasks[0] and tasks[2] are the same function').toEqual([
      1, 20, 2,
    ])

    const values = [undefined, null, false, 0]
    const tasks = values.map(value => async () => value)
    const falsy = await simulate({}, () => gather<unknown>(tasks, { returnExceptions }))
    expect(falsy.result, 'the results of tasks that resolve to these').toEqual(values)
  }
})

test('keeps two calls apart that run at once', async () => {
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
