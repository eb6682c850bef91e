import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { assert, expect, test } from 'vitest'
import { forAll, observe, simulate } from '#lab'
import { asCompleted, type Completed, type Task } from './as-completed.ts'

/** A task that waits so many ms and resolves to that number. */
const wait = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. */
const fail = (ms: number) => async (): Promise<number> => {
  await sleep(ms)
  throw new Error(`no ${ms}`)
}

/** Goes through all outcomes, with a pause after each. Returns a line for each, with the ms at which it came. */
async function collect(outcomes: AsyncIterable<Completed<unknown>>, pause = 0): Promise<string[]> {
  const lines: string[] = []
  try {
    for await (const outcome of outcomes) {
      lines.push(`${told(outcome)}, at ${performance.now()} ms`)
      if (pause > 0) await sleep(pause)
    }
  } catch (cause) {
    throw new Error(`The loop threw "${cause}" at ${performance.now()} ms, and is over`, { cause })
  }
  return lines
}

function told(outcome: Completed<unknown>): string {
  if (outcome?.status === 'fulfilled') return `tasks[${outcome.index}] resolves to ${outcome.value}`
  if (outcome?.status === 'rejected') return `tasks[${outcome.index}] rejects: ${outcome.reason}`
  return `${outcome} is no outcome`
}

test('outcomes of the same ms come in the order in which they happened, errors too', async () => {
  const run = await simulate({}, async () => {
    const ends = [1, 2, 3].map(() => Promise.withResolvers<string>())
    const outcomes = collect(asCompleted(ends.map(end => () => end.promise)))
    await sleep(10)
    ends[2]?.reject(new Error('the first'))
    ends[0]?.resolve('the second')
    ends[1]?.reject(new Error('the last'))
    return outcomes
  })
  assert(
    !run.result[0]?.startsWith('tasks[0]'),
    'tasks[2] failed before tasks[0] was done, in the same ms, and came after it. With `then(…).catch(…)` an ' +
      'error comes a step later than a result: give `then` both functions, or await in a `try`',
  )
  expect(run.result).toBeLines([
    'tasks[2] rejects: Error: the first, at 10 ms',
    'tasks[0] resolves to the second, at 10 ms',
    'tasks[1] rejects: Error: the last, at 10 ms',
  ])
})

test('no rejection is unhandled, whether the loop asks for it later or never begins', async () => {
  const later = await simulate({}, () => collect(asCompleted([wait(10), fail(20), fail(30)]), 100))
  expect(later.result).toBeLines([
    'tasks[0] resolves to 10, at 10 ms',
    'tasks[1] rejects: Error: no 20, at 110 ms',
    'tasks[2] rejects: Error: no 30, at 210 ms',
  ])
  const never = await simulate({}, async () => {
    asCompleted([fail(10), fail(20)])
    await sleep(50)
  })
  expect(never).toTake(50)
})

test('a task that throws before it returns a promise fails like any other, and the rest start', async () => {
  const broken = () => {
    throw new Error('broken')
  }
  const run = await simulate({}, () => collect(asCompleted([wait(10), broken, wait(20)])))
  expect(run.result).toBeLines([
    'tasks[1] rejects: Error: broken, at 0 ms',
    'tasks[0] resolves to 10, at 10 ms',
    'tasks[2] resolves to 20, at 20 ms',
  ])
})

test('outcomes are those of Promise.allSettled, with the index, and have the same error object', async () => {
  const error = new Error('of a task')
  const tasks = [() => sleep(10, 'done'), () => Promise.reject(error)]
  const outcomes: Completed<unknown>[] = []
  await simulate({}, async () => {
    for await (const outcome of asCompleted<unknown>(tasks)) outcomes.push(outcome)
  })
  expect(outcomes).toStrictEqual([
    { index: 1, status: 'rejected', reason: error },
    { index: 0, status: 'fulfilled', value: 'done' },
  ])
  expect((outcomes[0] as PromiseRejectedResult).reason, 'the same error object').toBe(error)
})

test('takes any list: an empty one, a task that is listed twice, results that are falsy', async () => {
  const nothing = await simulate({}, () => collect(asCompleted([])))
  expect(nothing.result, 'without tasks').toEqual([])

  const task = wait(10)
  const twice = await simulate({}, () => collect(asCompleted(Object.freeze([task, task]))))
  expect(twice.result).toBeLines([
    'tasks[0] resolves to 10, at 10 ms',
    'tasks[1] resolves to 10, at 10 ms',
  ])

  const tasks = [undefined, null, 0].map((value, index) => () => sleep(10 + index, value))
  const falsy = await simulate({}, () => collect(asCompleted<unknown>(tasks)))
  expect(falsy.result).toBeLines([
    'tasks[0] resolves to undefined, at 10 ms',
    'tasks[1] resolves to null, at 11 ms',
    'tasks[2] resolves to 0, at 12 ms',
  ])
})

test('keeps two calls apart that run at once', async () => {
  const run = await simulate({}, () =>
    Promise.all([
      collect(asCompleted([wait(30), wait(10)])),
      collect(asCompleted([wait(20), wait(40)])),
    ]),
  )
  expect(run.result.flat()).toBeLines([
    'tasks[1] resolves to 10, at 10 ms',
    'tasks[0] resolves to 30, at 30 ms',
    'tasks[0] resolves to 20, at 20 ms',
    'tasks[1] resolves to 40, at 40 ms',
  ])
})

test('a task costs the same, however many there are: no race over all the rest for each outcome', async () => {
  // Counts who calls `then`, as Promise.race does for each of its promises; but not the machine's own calls.
  const { then } = Promise.prototype
  const program = new AsyncLocalStorage<true>()
  let calls = 0
  Reflect.set(Promise.prototype, 'then', function (this: unknown, ...handlers: unknown[]) {
    if (program.getStore()) calls++
    return Reflect.apply(then, this, handlers)
  })
  /** With so many tasks, each of which is done when the loop has had the outcome of the one before. */
  const callsFor = async (tasks: number) => {
    const ends = Array.from({ length: tasks }, () => Promise.withResolvers<number>())
    calls = 0
    let done = 0
    ends[0]?.resolve(0)
    const outcomes = asCompleted(ends.map(end => () => end.promise))
    for await (const _ of outcomes) ends[++done]?.resolve(done)
    return calls
  }
  const compare = async () =>
    [await callsFor(50), await callsFor(100), await callsFor(150)] as const
  try {
    const run = await simulate({}, () => program.run(true, compare))
    const [one, two, three] = run.result
    const counts = `calls of then for 50, 100 and 150 tasks: ${run.result}`
    expect(three - two, `${counts}; fifty more must cost as much as the fifty before`).toBe(
      two - one,
    )
  } finally {
    Reflect.set(Promise.prototype, 'then', then)
  }
})

test('sets no timer to look again: a task that is done wakes the loop', async () => {
  const run = await simulate({}, () => collect(asCompleted([wait(30), wait(10)])))
  const timers = run.trace.filter(({ kind }) => kind === 'timer' || kind === 'interval')
  expect(
    timers.map(({ label }) => label),
    'the timers of the two tasks, and no others',
  ).toEqual(['setTimeout 30', 'setTimeout 10'])
})

test('whatever the tasks, and the pause after each outcome: each comes once, in its turn', async () => {
  const plan = fc.record({ ms: fc.integer({ min: 1, max: 6 }), fails: fc.boolean() })
  const inputs = fc.tuple(fc.array(plan, { maxLength: 6 }), fc.nat({ max: 3 }))
  await forAll(
    inputs,
    async ([plans, pause]) => {
      const tasks: Task<number>[] = plans.map(({ ms, fails }) => (fails ? fail(ms) : wait(ms)))
      const run = await observe({}, () => collect(asCompleted(tasks), pause))
      const { outcome } = run
      const lines = outcome.status === 'fulfilled' ? outcome.value : [`${outcome.reason}`]
      let free = 0
      const expected = [...plans.entries()]
        .sort(([, a], [, b]) => a.ms - b.ms)
        .map(([index, { ms, fails }]) => {
          const at = Math.max(ms, free)
          free = at + pause
          return `tasks[${index}] ${fails ? `rejects: Error: no ${ms}` : `resolves to ${ms}`}, at ${at} ms`
        })
      const each = plans.map(({ ms, fails }) => `${fails ? 'fail' : 'wait'}(${ms})`)
      const what = `asCompleted([${each}]), with a pause of ${pause} ms after each outcome`
      expect(lines, what).toBeLines(expected)
    },
    { seed: 14 },
  )
})
