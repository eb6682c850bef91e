import { assert, expect, test } from 'vitest'
import { simulate } from '#lab'
import { type Coroutine, Loop, sleep } from './main-loop.ts'

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

test('tasks take turns: each goes on until it yields, then the next in the queue', async () => {
  await simulate({}, () => runAll(sleeper('a', 0, 0), sleeper('b', 0), sleeper('c')))
  expect(log, 'tasks that yield sleep(0), which takes no time').toBeLines([
    'a begins at 0 ms',
    'b begins at 0 ms',
    'c begins at 0 ms',
    'a wakes at 0 ms',
    'b wakes at 0 ms',
    'a wakes at 0 ms',
  ])
})

test('a new task waits for its turn: spawn() runs none of it', async () => {
  await simulate({}, () =>
    runMain(function* (loop) {
      loop.spawn(sleeper('a'))
      note('main goes on')
      loop.spawn(sleeper('b'))
      yield sleep(0)
      note('main wakes')
    }),
  )
  expect(log).toBeLines([
    'main goes on at 0 ms',
    'a begins at 0 ms',
    'b begins at 0 ms',
    'main wakes at 0 ms',
  ])
})

test('tasks sleep at the same time, and run() resolves when the last is done', async () => {
  const run = await simulate({}, () =>
    runAll(sleeper('a', 10), sleeper('b', 30, 20), sleeper('c', 20)),
  )
  assert(
    !log.includes('c wakes at 30 ms'),
    'c slept for 20 ms and woke at 30, with b: the loop waited for b first, which fell asleep before c. Keep ' +
      'the sleepers sorted by the time at which they wake, and let the timer wait only for what is left of it',
  )
  expect(log.slice(3)).toBeLines([
    'a wakes at 10 ms',
    'c wakes at 20 ms',
    'b wakes at 30 ms',
    'b wakes at 50 ms',
  ])
  expect(run).toTake(50)
})

test('tasks that wake at the same time go on in the order in which they fell asleep', async () => {
  await simulate({}, () => runAll(sleeper('a', 10, 20), sleeper('b', 30), sleeper('c', 20, 10)))
  expect(log.slice(-3)).toBeLines(['b wakes at 30 ms', 'a wakes at 30 ms', 'c wakes at 30 ms'])
})

test('there is one timer at a time, until the next task wakes', async () => {
  const run = await simulate({}, () => runAll(sleeper('a', 25), sleeper('b', 10), sleeper('c', 25)))
  const timers = run.trace.filter(({ kind }) => kind === 'timer' || kind === 'interval')
  assert(
    timers.length <= 2,
    `${timers.length} timers were set, and 2 are enough: one until b wakes at 10 ms, then one until a and c wake ` +
      'at 25. Wait for what is left of the first sleep: no timer for each sleeper, none to look again',
  )
  const times = timers.map(({ from, to }) => `${from} to ${to} ms`)
  expect(times, 'the timers').toEqual(['0 to 10 ms', '10 to 25 ms'])
})
