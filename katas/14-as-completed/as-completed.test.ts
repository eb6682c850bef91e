import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { forAll, observe, simulate } from '#lab'
import { asCompleted, type Completed, type Task } from './as-completed.ts'

/** A task that waits so many ms and then gives that number. */
const wait = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. */
const fail = (ms: number) => async (): Promise<number> => {
  await sleep(ms)
  throw new Error(`no ${ms}`)
}

/** An outcome as a line, with the ms at which it came. */
function lineFor(outcome: Completed<unknown>): string {
  const at = `at ${performance.now()} ms`
  if (outcome?.status === 'fulfilled') return `task ${outcome.index} gives ${outcome.value}, ${at}`
  if (outcome?.status === 'rejected') return `task ${outcome.index} fails: ${outcome.reason}, ${at}`
  return `${outcome} is no outcome, ${at}`
}

/** Goes through all outcomes, with a pause after each, and tells of them. */
async function collect(outcomes: AsyncIterable<Completed<unknown>>, pause = 0): Promise<string[]> {
  const lines: string[] = []
  for await (const outcome of outcomes) {
    lines.push(lineFor(outcome))
    if (pause > 0) await sleep(pause)
  }
  return lines
}

interface Plan {
  readonly ms: number
  readonly fails: boolean
}

/** What `collect` must tell of such tasks: each when it is done, or when the pause before it is over. */
function expectedOf(tasks: readonly Plan[], pause: number): string[] {
  let free = 0
  return [...tasks.entries()]
    .sort(([, a], [, b]) => a.ms - b.ms)
    .map(([index, { ms, fails }]) => {
      const at = Math.max(ms, free)
      free = at + pause
      return `task ${index} ${fails ? `fails: Error: no ${ms}` : `gives ${ms}`}, at ${at} ms`
    })
}

test('each result comes at the moment its task is done, whatever the order of the list', async () => {
  const run = await simulate({}, () => collect(asCompleted([wait(30), wait(10), wait(20)])))
  expect(run.result).toBeLines([
    'task 1 gives 10, at 10 ms',
    'task 2 gives 20, at 20 ms',
    'task 0 gives 30, at 30 ms',
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

test('all tasks are started when asCompleted returns, before anybody asks for an outcome', async () => {
  const last = vi.fn(wait(60))
  const run = await simulate({}, async () => {
    const outcomes = asCompleted([wait(30), wait(10), last])
    const started = last.mock.calls.length
    await sleep(50)
    return [`${started} start of the last`, ...(await collect(outcomes))]
  })
  expect(run.result).toBeLines([
    '1 start of the last',
    'task 1 gives 10, at 50 ms',
    'task 0 gives 30, at 50 ms',
    'task 2 gives 60, at 60 ms',
  ])
})

test('nothing is lost, and the order kept, while the body of the loop takes its time', async () => {
  const run = await simulate({}, () => collect(asCompleted([wait(40), wait(20), wait(10)]), 100))
  expect(run.result).toBeLines([
    'task 2 gives 10, at 10 ms',
    'task 1 gives 20, at 110 ms',
    'task 0 gives 40, at 210 ms',
  ])
})

test('an error comes in its turn, and the loop goes on to those that come later', async () => {
  const run = await simulate({}, () => collect(asCompleted([wait(30), fail(20), wait(10)])))
  expect(run.result).toBeLines([
    'task 2 gives 10, at 10 ms',
    'task 1 fails: Error: no 20, at 20 ms',
    'task 0 gives 30, at 30 ms',
  ])
})

test('outcomes of one and the same ms come in the order in which they happened, errors too', async () => {
  const run = await simulate({}, async () => {
    const ends = [1, 2, 3].map(() => Promise.withResolvers<string>())
    const outcomes = collect(asCompleted(ends.map(end => () => end.promise)))
    await sleep(10)
    ends[2]?.reject(new Error('the first to end'))
    ends[0]?.resolve('the second')
    ends[1]?.reject(new Error('the last'))
    return outcomes
  })
  expect(run.result).toBeLines([
    'task 2 fails: Error: the first to end, at 10 ms',
    'task 0 gives the second, at 10 ms',
    'task 1 fails: Error: the last, at 10 ms',
  ])
})

test('an error that nobody waits for yet is not unhandled: it comes when its turn has come', async () => {
  const run = await simulate({}, () => collect(asCompleted([wait(10), fail(20), fail(30)]), 100))
  expect(run.result).toBeLines([
    'task 0 gives 10, at 10 ms',
    'task 1 fails: Error: no 20, at 110 ms',
    'task 2 fails: Error: no 30, at 210 ms',
  ])
})

test('a task that throws before it has a promise fails like any other, and the rest are started', async () => {
  const broken = () => {
    throw new Error('broken')
  }
  const run = await simulate({}, () => collect(asCompleted([wait(10), broken, wait(20)])))
  expect(run.result).toBeLines([
    'task 1 fails: Error: broken, at 0 ms',
    'task 0 gives 10, at 10 ms',
    'task 2 gives 20, at 20 ms',
  ])
})

test('who leaves the loop early is out at once; the other tasks run on, and nothing is unhandled', async () => {
  const ended: number[] = []
  const last: Task<unknown> = signal => sleep(50, 50, { signal }).then(ms => ended.push(ms))
  const run = await simulate({}, async () => {
    for await (const outcome of asCompleted<unknown>([fail(30), wait(10), last])) {
      if (outcome.index === 1) break
    }
  })
  expect(run).toTake(10)
  expect(ended, 'ms at which tasks ended after the loop').toEqual([50])
})

test('nothing is unhandled if nobody asks for the outcomes at all', async () => {
  const run = await simulate({}, async () => {
    asCompleted([fail(10), fail(20)])
    await sleep(50)
  })
  expect(run).toTake(50)
})

test('no tasks: the loop ends at once', async () => {
  const run = await simulate({}, () => collect(asCompleted([])))
  expect(run.result).toBeLines([])
})

test('a result may be anything, and the outcome is like one of Promise.allSettled, with the index', async () => {
  const error = new Error('the very one')
  const tasks: Task<unknown>[] = [
    () => Promise.reject(error),
    () => Promise.reject('no error'),
    () => sleep(10),
    () => sleep(20, null),
    () => sleep(30, error),
  ]
  const run = await simulate({}, async () => {
    const outcomes: Completed<unknown>[] = []
    for await (const outcome of asCompleted(tasks)) outcomes.push(outcome)
    return outcomes
  })
  expect(run.result).toStrictEqual([
    { index: 0, status: 'rejected', reason: error },
    { index: 1, status: 'rejected', reason: 'no error' },
    { index: 2, status: 'fulfilled', value: undefined },
    { index: 3, status: 'fulfilled', value: null },
    { index: 4, status: 'fulfilled', value: error },
  ])
  expect((run.result[0] as PromiseRejectedResult).reason, 'the very error').toBe(error)
})

test('each task is called once, without arguments, or as often as it is listed; the list is left as it is', async () => {
  const task = vi.fn(wait(10))
  const run = await simulate({}, () => collect(asCompleted(Object.freeze([task, task]))))
  expect(task.mock.calls, 'arguments of each call').toEqual([[], []])
  expect(run.result).toBeLines(['task 0 gives 10, at 10 ms', 'task 1 gives 10, at 10 ms'])
})

test('two calls know nothing of each other', async () => {
  const run = await simulate({}, () =>
    Promise.all([
      collect(asCompleted([wait(30), wait(10)])),
      collect(asCompleted([wait(20), wait(40)])),
    ]),
  )
  const [one, other] = run.result
  expect(one, 'the first call').toBeLines([
    'task 1 gives 10, at 10 ms',
    'task 0 gives 30, at 30 ms',
  ])
  expect(other, 'the second call').toBeLines([
    'task 0 gives 20, at 20 ms',
    'task 1 gives 40, at 40 ms',
  ])
})

test('it is woken by the tasks: it sets no timer to look again', async () => {
  const run = await simulate({}, () => collect(asCompleted([wait(30), wait(10)]), 5))
  const timers = run.trace.filter(({ kind }) => kind === 'timer' || kind === 'interval')
  expect(timers.length, 'timers that were set, four of them by this test').toBe(4)
})

test('whatever the tasks, and the pause after each outcome: each comes once, in its turn', async () => {
  const task = fc.record({ ms: fc.integer({ min: 1, max: 6 }), fails: fc.boolean() })
  const inputs = fc.tuple(fc.array(task, { maxLength: 6 }), fc.nat({ max: 3 }))
  await forAll(
    inputs,
    async ([tasks, pause]) => {
      const list = tasks.map(({ ms, fails }) => (fails ? fail(ms) : wait(ms)))
      const run = await observe({}, () => collect(asCompleted(list), pause))
      const given = `asCompleted([${tasks.map(({ ms, fails }) => `${fails ? 'fail' : 'wait'}(${ms})`)}])`
      const lines =
        run.outcome.status === 'fulfilled'
          ? run.outcome.value
          : [`the loop throws ${run.outcome.reason}`]
      const program = `${given}, with a pause of ${pause} ms after each outcome`
      expect(lines, program).toBeLines(expectedOf(tasks, pause))
    },
    { seed: 14 },
  )
})
