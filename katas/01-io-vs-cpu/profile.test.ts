import { setTimeout as wait } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { notebook, simulate, urls } from '#lab'
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

test('profile calls the task once, and waits until it is done: 300 ms of waiting, 20 of work', async () => {
  const task = vi.fn(waitsMost)
  const run = await simulate({}, () => profile(task))
  expect(task.mock.calls.length, 'how often profile called the task').toBe(1)
  expect(run).toTake(320)
})

test('wall is all of that time, in ms: 320', async () => {
  const run = await simulate({}, () => profile(waitsMost))
  expect(run.result.wall, 'wall, in ms from the call of the task to its end').toBe(320)
})

test('cpu is only the work, in ms: 20, because cpuUsage() counts microseconds', async () => {
  const run = await simulate({}, () => profile(waitsMost))
  expect(run.result.cpu, 'cpu, in ms from the call of the task to its end').toBe(20)
})

test('only the time of the task counts, not what both clocks showed before', async () => {
  const run = await simulate({}, async () => {
    await wait(1000)
    burn(100)
    return profile(waitsMost)
  })
  const { wall, cpu } = run.result
  expect({ wall, cpu }, 'ms, where the clocks showed 1100 and 100 before').toEqual({
    wall: 320,
    cpu: 20,
  })
})

test('both clocks are read before task() is called: it works at once, until its first await', async () => {
  const run = await simulate({}, () => profile(worksMost))
  const { wall, cpu } = run.result
  const figures =
    'ms of a task that works for 200 ms, then waits for 50; read both clocks before you call it'
  expect({ wall, cpu }, figures).toEqual({ wall: 250, cpu: 200 })
})

test("bound is 'io' if the task waits most of its time, 'cpu' if it works most of it", async () => {
  const waits = await simulate({}, () => profile(waitsMost))
  const works = await simulate({}, () => profile(worksMost))
  expect(waits.result.bound, 'works for 20 of 320 ms').toBe('io')
  expect(works.result.bound, 'works for 200 of 250 ms').toBe('cpu')
})

test('a fetch is waiting: the slowest post takes 950 ms and no CPU time', async () => {
  const run = await simulate({ server: notebook }, () => profile(() => fetch(urls[14] as string)))
  expect(run.result).toEqual({ wall: 950, cpu: 0, bound: 'io' })
})

test('sleep() blocks the whole program, and is waiting all the same', async () => {
  const run = await simulate({}, () => profile(async () => sleep(100)))
  expect(run.result).toEqual({ wall: 100, cpu: 0, bound: 'io' })
})
