import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { forAll, observe, simulate } from '#lab'
import { burn } from '#lab/blocking'
import { profile } from './profile.ts'

interface Part {
  readonly does: 'waits' | 'works'
  readonly ms: number
}

test("bound is 'io' for 50 ms of work in 100, and 'cpu' for 51 in 101", async () => {
  const half = await simulate({}, () => profile(mixOf([works(50), waits(50)])))
  const more = await simulate({}, () => profile(mixOf([works(51), waits(50)])))
  expect(half.result, '50 of 100 ms').toEqual({ wall: 100, cpu: 50, bound: 'io' })
  expect(more.result, '51 of 101 ms').toEqual({ wall: 101, cpu: 51, bound: 'cpu' })
})

test('cpu is user and system together: what the system does for the task is its work, too', async () => {
  const { cpuUsage } = process
  // As with a task that reads files: of its CPU time, the system spends three quarters.
  vi.spyOn(process, 'cpuUsage').mockImplementation(before => {
    const { user } = cpuUsage()
    return { user: user / 4 - (before?.user ?? 0), system: (3 * user) / 4 - (before?.system ?? 0) }
  })
  const program = () => profile(mixOf([works(200), waits(50)]))
  const run = await simulate({}, program).finally(() => vi.restoreAllMocks())
  expect(run.result).toEqual({ wall: 250, cpu: 200, bound: 'cpu' })
})

test('any mix of waiting and work: wall is all of it, cpu is the work', async () => {
  const part = fc.record({
    does: fc.constantFrom('waits', 'works'),
    ms: fc.integer({ min: 1, max: 99 }),
  })
  const check = async (parts: Part[]) => {
    const run = await simulate({}, () => profile(mixOf(parts)))
    const sum = (list: Part[]) => list.reduce((total, { ms }) => total + ms, 0)
    const wall = sum(parts)
    const cpu = sum(parts.filter(({ does }) => does === 'works'))
    const mix = parts.map(({ does, ms }) => `${does} ${ms} ms`).join(', ') || 'does nothing'
    const bound = cpu > wall / 2 ? 'cpu' : 'io'
    expect(run.result, `a task that ${mix}`).toEqual({ wall, cpu, bound })
  }
  await forAll(fc.array(part, { maxLength: 6 }), check, { seed: 1 })
})

test('profile rejects with the error of the task, the same object', async () => {
  const error = new Error('of the task')
  const fail = async () => {
    await wait(30)
    throw error
  }
  const run = await observe({}, () => profile(fail))
  expect(run).toRejectWith(error, { same: true })
})

test('profile keeps two calls at once apart: each has a wall of its own', async () => {
  const run = await simulate({}, async () => {
    const earlier = profile(() => wait(200))
    await wait(100)
    const later = profile(() => wait(250))
    return { earlier: await earlier, later: await later }
  })
  const { earlier, later } = run.result
  expect(earlier.wall, 'from 0 to 200 ms').toBe(200)
  expect(later.wall, 'from 100 to 350 ms').toBe(250)
  expect(run).toTake(350)
})

const waits = (ms: number): Part => ({ does: 'waits', ms })
const works = (ms: number): Part => ({ does: 'works', ms })

/** A task that does one part after the other. */
function mixOf(parts: readonly Part[]) {
  return async () => {
    for (const { does, ms } of parts) {
      if (does === 'waits') await wait(ms)
      else burn(ms)
    }
  }
}
