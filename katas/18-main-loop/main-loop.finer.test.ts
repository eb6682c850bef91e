import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forAll, type Run, simulate } from '#lab'
import { burn } from '#lab/blocking'
import { type Coroutine, join, Loop, sleep, type Task } from './main-loop.ts'

/** What happened, in order. */
let log: string[]

/** Notes that something happened now. */
const note = (what: string) => log.push(`${what} at ${performance.now()} ms`)

/** A coroutine that sleeps for some times, one after another, and notes when it begins and wakes. */
function* sleeper(name: string, ...times: number[]): Coroutine {
  note(`${name} begins`)
  for (const ms of times) {
    yield sleep(ms)
    note(`${name} wakes`)
  }
  return name
}

/** A coroutine that works for some time, notes when it has, and takes a nap. It returns nothing. */
function* worker(name: string, ms: number, nap = 0): Coroutine {
  burn(ms)
  note(`${name} has worked`)
  yield sleep(nap)
  if (nap > 0) note(`${name} wakes`)
}

/** A coroutine that sleeps and then fails. */
function* failing(ms: number, error: unknown): Coroutine {
  yield sleep(ms)
  throw error
}

/** A loop that runs some coroutines. */
function runAll(...coroutines: Coroutine[]): Promise<void> {
  log = []
  const loop = new Loop()
  for (const coroutine of coroutines) loop.spawn(coroutine)
  return loop.run()
}

/** A loop that runs one coroutine, which can spawn others. */
function runMain(main: (loop: Loop) => Coroutine): Promise<void> {
  log = []
  const loop = new Loop()
  loop.spawn(main(loop))
  return loop.run()
}

/** Simulates what must fail; the run's result is the error. */
function simulateFailure(program: () => Promise<void>): Promise<Run> {
  return simulate({}, () =>
    program().then(
      () => NOT_REJECTED,
      (reason: unknown) => reason,
    ),
  )
}

/** What the result of `simulateFailure` must be where every error was joined. */
const NOT_REJECTED = 'run() did not reject'
const REPORTED = 'run() reports an error that a joiner has got already'

/** Those errors that an AggregateError brings along; or what was thrown instead. */
const errorsIn = (error: unknown) => (error instanceof AggregateError ? error.errors : error)

test('tasks that wake at the same time all queue up before the first of them goes on', async () => {
  await simulate({}, () =>
    runMain(function* (loop) {
      loop.spawn(sleeper('a', 10))
      yield sleep(10)
      note('main wakes')
      loop.spawn(sleeper('b'))
    }),
  )
  expect(log.slice(1)).toBeLines(['main wakes at 10 ms', 'a wakes at 10 ms', 'b begins at 10 ms'])
})

test('a sleep is counted from its yield, whatever runs before and after it', async () => {
  await simulate({}, () => runAll(sleeper('a', 50), sleeper('b', 10, 20), worker('c', 30, 20)))
  expect(log.slice(2)).toBeLines([
    'c has worked at 30 ms',
    'b wakes at 30 ms',
    'a wakes at 50 ms',
    'c wakes at 50 ms',
    'b wakes at 50 ms',
  ])
})

test('tasks that have slept enough queue up behind those that are ready, by time', async () => {
  await simulate({}, () =>
    runAll(sleeper('a', 20), sleeper('b', 10), worker('c', 30), sleeper('d')),
  )
  expect(log.slice(2)).toBeLines([
    'c has worked at 30 ms',
    'd begins at 30 ms',
    'b wakes at 30 ms',
    'a wakes at 30 ms',
  ])
})

test('join waits for a task, and resumes with what it returned', async () => {
  await simulate({}, () =>
    runMain(function* (loop) {
      const task = loop.spawn(sleeper('a', 30))
      note(`main got ${yield join(task)}`)
    }),
  )
  expect(log).toBeLines(['a begins at 0 ms', 'a wakes at 30 ms', 'main got a at 30 ms'])
})

test('many tasks may join one: each gets its result, in the order in which they joined', async () => {
  function* joiner(name: string, task: Task): Coroutine {
    note(`${name} got ${yield join(task)}`)
  }
  await simulate({}, () =>
    runMain(function* (loop) {
      const task = loop.spawn(sleeper('a', 30))
      loop.spawn(joiner('b', task))
      loop.spawn(joiner('c', task))
      note(`main got ${yield join(task)}`)
    }),
  )
  expect(log.slice(2)).toBeLines(['main got a at 30 ms', 'b got a at 30 ms', 'c got a at 30 ms'])
})

test('a joiner queues up behind the tasks that are ready', async () => {
  await simulate({}, () =>
    runMain(function* (loop) {
      const task = loop.spawn(sleeper('a'))
      loop.spawn(sleeper('b'))
      yield join(task)
      note('main goes on')
      loop.spawn(sleeper('c'))
      yield join(task)
      note('main goes on')
    }),
  )
  expect(log).toBeLines([
    'a begins at 0 ms',
    'b begins at 0 ms',
    'main goes on at 0 ms',
    'c begins at 0 ms',
    'main goes on at 0 ms',
  ])
})

test('a task that has slept enough gets its turn, even if the queue is never empty', async () => {
  await simulate({}, () =>
    runMain(function* (loop) {
      loop.spawn(sleeper('a', 10))
      const done = loop.spawn(sleeper('b'))
      for (let times = 0; times < 4; times++) {
        yield join(done)
        burn(10)
        note('main has worked')
      }
    }),
  )
  expect(log).toBeLines([
    'a begins at 0 ms',
    'b begins at 0 ms',
    'main has worked at 10 ms',
    'main has worked at 20 ms',
    'a wakes at 20 ms',
    'main has worked at 30 ms',
    'main has worked at 40 ms',
  ])
})

test('a task that was done long ago can be joined: its result or its error is still there', async () => {
  const run = await simulateFailure(() =>
    runMain(function* (loop) {
      const done = loop.spawn(sleeper('a'))
      const silent = loop.spawn(worker('b', 0))
      const failed = loop.spawn(failing(10, new Error('early')))
      yield sleep(30)
      note(`main got ${yield join(done)}`)
      note(`main got ${yield join(silent)}`)
      try {
        yield join(failed)
      } catch (error) {
        note(`main caught ${error}`)
      }
    }),
  )
  expect(log.slice(2)).toBeLines([
    'main got a at 30 ms',
    'main got undefined at 30 ms',
    'main caught Error: early at 30 ms',
  ])
  expect(errorsIn(run.result), REPORTED).toBe(NOT_REJECTED)
})

test("a task's error is thrown where it is joined, and can be caught there", async () => {
  const error = new Error('of the task')
  const caught: unknown[] = []
  function* catcher(name: string, task: Task): Coroutine {
    try {
      yield join(task)
      note(`${name} saw no error`)
    } catch (thrown) {
      caught.push(thrown)
      note(`${name} caught it`)
    }
    yield sleep(5)
    note(`${name} goes on`)
  }
  const run = await simulateFailure(() =>
    runMain(function* (loop) {
      const task = loop.spawn(failing(10, error))
      loop.spawn(catcher('a', task))
      loop.spawn(catcher('b', task))
      yield sleep(0)
    }),
  )
  expect(log).toBeLines([
    'a caught it at 10 ms',
    'b caught it at 10 ms',
    'a goes on at 15 ms',
    'b goes on at 15 ms',
  ])
  expect(caught[0]).toBe(error)
  expect(errorsIn(run.result), REPORTED).toBe(NOT_REJECTED)
})

test('a joiner that does not catch the error fails with it, and no other task does', async () => {
  const error = new Error('of the task')
  const run = await simulateFailure(() =>
    runMain(function* (loop) {
      loop.spawn(sleeper('b', 20))
      yield join(loop.spawn(failing(10, error)))
      note('main saw no error')
    }),
  )
  expect(log).toBeLines(['b begins at 0 ms', 'b wakes at 20 ms'])
  expect(errorsIn(run.result)).toEqual([error])
})

test('run() rejects with the errors that no task joined, when all tasks are done', async () => {
  const [first, second] = [new Error('first'), new Error('second')]
  const run = await simulateFailure(() =>
    runAll(failing(20, second), failing(10, first), sleeper('a', 30)),
  )
  expect(run.result).toBeInstanceOf(AggregateError)
  expect([errorsIn(run.result)].flat().map(String).sort(), 'its errors, in any order').toEqual([
    'Error: first',
    'Error: second',
  ])
  expect(run).toTake(30)
})

test('run() rejects with an Error if tasks wait for each other and no other can go on', async () => {
  const run = await simulateFailure(() =>
    runMain(function* (loop) {
      const tasks: Task[] = []
      function* joiner(ms: number, other: number): Coroutine {
        yield sleep(ms)
        yield join(tasks[other] as Task)
      }
      tasks.push(loop.spawn(joiner(0, 1)), loop.spawn(joiner(10, 0)))
      yield sleep(20)
    }),
  )
  expect(run.result).toBeInstanceOf(Error)
  expect(run).toTake(20)
})

/** How many calls are on the stack. */
function depthOfStack(): number {
  const { stackTraceLimit, prepareStackTrace } = Error
  Error.stackTraceLimit = Number.POSITIVE_INFINITY
  Error.prepareStackTrace = (_, calls) => calls.length
  const { stack } = new Error('only for its stack') as { stack: unknown }
  Object.assign(Error, { stackTraceLimit, prepareStackTrace })
  return stack as number
}

test('no task goes on inside the turn of another: the stack never grows with the tasks', async () => {
  const depths: number[][] = []
  function* joiner(before: Task): Coroutine {
    return yield join(before)
  }
  function* measuring(before: Task): Coroutine {
    const begun = depthOfStack()
    const result: unknown = yield join(before)
    depths.push([begun, depthOfStack()])
    return result
  }
  const row = (count: number) => async () => {
    await runMain(function* (loop) {
      let task = loop.spawn(measuring(loop.spawn(sleeper('the first', 10))))
      for (let number = 2; number < count; number++) task = loop.spawn(joiner(task))
      note(`main got ${yield join(loop.spawn(measuring(task)))}`)
    })
    return log.at(-1)
  }
  await simulate({}, row(100))
  const calls =
    'calls on the stack when the last of 100 tasks begins, and when it goes on after its join'
  expect(depths[1], `${calls}; as many as with the first`).toEqual(depths[0])
  const run = await simulate({}, row(10_000))
  expect(run.result).toBe('main got the first at 10 ms')
})

test('two loops at the same time keep their tasks apart', async () => {
  const run = await simulate({}, async () => {
    const [one, other] = [new Loop(), new Loop()]
    one.spawn(sleeper('a', 30))
    other.spawn(sleeper('b', 10))
    const ends: string[] = []
    log = []
    await Promise.all([
      one.run().then(() => ends.push(`the first at ${performance.now()} ms`)),
      other.run().then(() => ends.push(`the other at ${performance.now()} ms`)),
    ])
    return ends
  })
  expect(run.result).toEqual(['the other at 10 ms', 'the first at 30 ms'])
})

test('whatever their times, tasks wake by time, then in the order in which they fell asleep', async () => {
  const times = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 })
  await forAll(
    fc.array(times, { maxLength: 4 }),
    async tasks => {
      await simulate({}, () =>
        runAll(...tasks.map((times, task) => sleeper(`task ${task}`, ...times))),
      )
      const told = tasks.map((times, task) => `task ${task} sleeps [${times}] ms`).join(', ')
      expect(log, told).toBeLines(inOrder(tasks))
    },
    { seed: 18 },
  )
})

/** What must happen with tasks that only sleep. */
function inOrder(tasks: number[][]): string[] {
  const events = tasks.flatMap((sleeps, task) => {
    // When it happens, before that when the task went to sleep, and so on, down to its beginning.
    let times = [0]
    const begins = { what: `task ${task} begins at 0 ms`, times, task }
    const wakes = sleeps.map(ms => {
      const at = (times[0] as number) + ms
      times = [at, ...times]
      return { what: `task ${task} wakes at ${at} ms`, times, task }
    })
    return [begins, ...wakes]
  })
  const byTimes = (a: (typeof events)[0], b: (typeof events)[0]) => {
    const differs = a.times.findIndex((time, index) => time !== b.times[index])
    if (differs < 0) return a.times.length - b.times.length || a.task - b.task
    return (a.times[differs] as number) - (b.times[differs] ?? -1)
  }
  return events.sort(byTimes).map(({ what }) => what)
}

test('whatever tasks wait for, each ends at its time, and each error arrives where it belongs', async () => {
  const ms = fc.integer({ min: 0, max: 3 })
  const step = fc.oneof(fc.record({ sleep: ms }), fc.record({ join: fc.nat({ max: 3 }) }))
  const task = fc.record({ steps: fc.array(step, { maxLength: 3 }), fails: fc.boolean() })
  await forAll(
    fc.array(task, { maxLength: 4 }),
    async drawn => {
      // A task joins those before it, so that none waits for itself.
      const tasks = drawn.map(({ steps, fails }, own) => {
        const possible = steps.filter(step => 'sleep' in step || own > 0)
        return {
          steps: possible.map(step => ('join' in step ? { join: step.join % own } : step)),
          fails,
        }
      })
      const ends: string[] = []
      const run = await simulate({}, () => {
        const loop = new Loop()
        const spawned: Task[] = []
        function* coroutine({ steps, fails }: (typeof tasks)[0], own: number): Coroutine {
          let end = 'ends'
          try {
            for (const step of steps) {
              if ('sleep' in step) yield sleep(step.sleep)
              else {
                const result: unknown = yield join(spawned[step.join] as Task)
                if (result !== step.join) throw `the result ${result} of task ${step.join}`
              }
            }
            if (fails) throw `error ${own}`
            return own
          } catch (error) {
            end = `fails with ${error}`
            throw error
          } finally {
            ends[own] = `task ${own} ${end} at ${performance.now()} ms`
          }
        }
        for (const [own, task] of tasks.entries()) spawned.push(loop.spawn(coroutine(task, own)))
        return loop.run().catch((reason: unknown) => reason)
      })
      const expected = outcomeOf(tasks)
      const told = tasks.map(({ steps, fails }, own) => {
        const parts = steps.map(step =>
          'join' in step ? `joins ${step.join}` : `sleeps ${step.sleep}`,
        )
        return `task ${own} ${[...parts, fails ? 'fails' : 'ends'].join(', ')}`
      })
      expect(ends, told.join('; ')).toBeLines(expected.ends)
      const errors = run.result === undefined ? [] : [errorsIn(run.result)].flat().sort()
      expect(errors, told.join('; ')).toEqual(expected.errors)
    },
    { seed: 18 },
  )
})

type Step = { sleep: number } | { join: number }

/** What must happen to tasks that sleep, join those before them, and fail. */
function outcomeOf(tasks: { steps: Step[]; fails: boolean }[]) {
  const ends: { at: number; error: string | undefined }[] = []
  const joined = new Set<number>()
  for (const [own, { steps, fails }] of tasks.entries()) {
    const end = { at: 0, error: undefined as string | undefined }
    for (const step of steps) {
      if ('sleep' in step) {
        end.at += step.sleep
        continue
      }
      const other = ends[step.join] as (typeof ends)[0]
      joined.add(step.join)
      end.at = Math.max(end.at, other.at)
      end.error = other.error
      if (end.error) break
    }
    if (fails) end.error ??= `error ${own}`
    ends.push(end)
  }
  return {
    ends: ends.map(({ at, error }, own) => {
      return `task ${own} ${error ? `fails with ${error}` : 'ends'} at ${at} ms`
    }),
    errors: ends.flatMap(({ error }, own) => (error && !joined.has(own) ? [error] : [])).sort(),
  }
}
