import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { forAll, notebook, observe, type Run, simulate, urls } from '#lab'
import { burn, sleep } from '#lab/blocking'
import { profile } from './profile.ts'

/** Waits for most of its time. */
async function waitsMost(): Promise<void> {
  await wait(300)
  burn(20)
}

/** Works for most of its time. */
async function worksMost(): Promise<void> {
  burn(200)
  await wait(50)
}

/** What a call of profile failed with. */
function endOf({ outcome }: Run): unknown {
  if (outcome.status === 'fulfilled') return 'no error at all'
  return outcome.crash ? `${outcome.crash}: ${outcome.reason}` : outcome.reason
}

test('profile calls the task, once, and waits until it is done: 300 ms of waiting and 20 of work', async () => {
  const task = vi.fn(waitsMost)
  const run = await simulate({}, () => profile(task))
  expect(task, 'calls of the task').toHaveBeenCalledTimes(1)
  expect(run).toTake(320)
})

test('wall is all of that time, in ms: 320', async () => {
  const run = await simulate({}, () => profile(waitsMost))
  expect(run.result.wall).toBe(320)
})

test('cpu is the work alone, in ms: 20, for cpuUsage() counts microseconds', async () => {
  const run = await simulate({}, () => profile(waitsMost))
  expect(run.result.cpu).toBe(20)
})

test('the clocks start before the call task(): an async function works at once, until its first await', async () => {
  const run = await simulate({}, () => profile(worksMost))
  const { wall, cpu } = run.result
  const figures =
    'ms of a task that works for 200 ms, then waits for 50; read both clocks before you call it'
  expect({ wall, cpu }, figures).toEqual({ wall: 250, cpu: 200 })
})

test("bound is 'io' where a task waits for most of its time, 300 of 320 ms", async () => {
  const run = await simulate({}, () => profile(waitsMost))
  expect(run.result.bound).toBe('io')
})

test("bound is 'cpu' where a task works for most of its time, 200 of 250 ms", async () => {
  const run = await simulate({}, () => profile(worksMost))
  expect(run.result).toEqual({ wall: 250, cpu: 200, bound: 'cpu' })
})

test('only the time from start to end counts, not what both clocks showed before', async () => {
  const run = await simulate({}, async () => {
    await wait(1000)
    burn(100)
    return profile(waitsMost)
  })
  expect(run.result).toEqual({ wall: 320, cpu: 20, bound: 'io' })
})

test('a fetch is waiting: the slowest post takes 950 ms and no processor time', async () => {
  const run = await simulate({ server: notebook }, () => profile(() => fetch(urls[14] as string)))
  expect(run.result).toEqual({ wall: 950, cpu: 0, bound: 'io' })
})

test('sleep() stops the whole program, and is waiting all the same', async () => {
  const run = await simulate({}, () => profile(async () => sleep(100)))
  expect(run.result).toEqual({ wall: 100, cpu: 0, bound: 'io' })
})

test("more than half is 'cpu': 51 of 101 ms are, 50 of 100 are not", async () => {
  const run = await simulate({}, async () => {
    const more = await profile(async () => {
      burn(51)
      await wait(50)
    })
    const half = await profile(async () => {
      burn(50)
      await wait(50)
    })
    return { more, half }
  })
  const { more, half } = run.result
  expect(more, '51 of 101 ms').toEqual({ wall: 101, cpu: 51, bound: 'cpu' })
  expect(half, '50 of 100 ms').toEqual({ wall: 100, cpu: 50, bound: 'io' })
})

test('parts of a ms count: 0.125 ms of work are 0.125, not 0', async () => {
  const run = await simulate({}, () => profile(async () => burn(0.125)))
  expect(run.result).toEqual({ wall: 0.125, cpu: 0.125, bound: 'cpu' })
})

test('cpu is user and system together: what the system works for the task is its work, too', async () => {
  const { cpuUsage } = process
  // As with a task that reads files: of its processor time, the system spends three quarters.
  vi.spyOn(process, 'cpuUsage').mockImplementation(before => {
    const { user } = cpuUsage()
    return { user: user / 4 - (before?.user ?? 0), system: (3 * user) / 4 - (before?.system ?? 0) }
  })
  const run = await simulate({}, () => profile(worksMost)).finally(() => vi.restoreAllMocks())
  expect(run.result).toEqual({ wall: 250, cpu: 200, bound: 'cpu' })
})

test('any mix of waiting and work: wall is all of it, cpu the work', async () => {
  const ms = fc.integer({ min: 1, max: 99 })
  const mixes = fc.array(fc.record({ do: fc.constantFrom('wait', 'work'), ms }), { maxLength: 6 })
  const check = async (parts: { do: 'wait' | 'work'; ms: number }[]) => {
    const run = await simulate({}, () =>
      profile(async () => {
        for (const part of parts) {
          if (part.do === 'wait') await wait(part.ms)
          else burn(part.ms)
        }
      }),
    )
    const sum = (list: typeof parts) => list.reduce((total, part) => total + part.ms, 0)
    const wall = sum(parts)
    const cpu = sum(parts.filter(part => part.do === 'work'))
    const mix = parts.map(part => `${part.do}s ${part.ms} ms`).join(', ') || 'does nothing'
    const bound = cpu > wall / 2 ? 'cpu' : 'io'
    expect(run.result, `a task that ${mix}`).toEqual({ wall, cpu, bound })
  }
  await forAll(mixes, check, { seed: 1 })
})

test('a task may profile a part of itself: each has its own figures', async () => {
  const run = await simulate({}, async () => {
    let part: unknown
    const whole = await profile(async () => {
      await wait(500)
      part = await profile(worksMost)
      await wait(50)
    })
    return { whole, part }
  })
  const { whole, part } = run.result
  expect(part, 'the part').toEqual({ wall: 250, cpu: 200, bound: 'cpu' })
  expect(whole, 'the whole').toEqual({ wall: 800, cpu: 200, bound: 'io' })
})

test('two calls may run at the same time: each has a wall of its own', async () => {
  const run = await simulate({}, async () => {
    const earlier = profile(() => wait(200))
    await wait(100)
    const later = profile(() => wait(250))
    return { earlier: await earlier, later: await later }
  })
  const { earlier, later } = run.result
  expect(earlier.wall, 'from 0 to 200 ms').toBe(200)
  expect(later.wall, 'from 100 to 350 ms').toBe(250)
})

test('a task that fails: its very error is passed on, whatever it is', async () => {
  const error = new Error('the very one')
  for (const reason of [error, undefined]) {
    const run = await observe({}, () =>
      profile(async () => {
        await wait(30)
        throw reason
      }),
    )
    expect(endOf(run), 'the error of the task, that very object').toBe(reason)
  }
})
