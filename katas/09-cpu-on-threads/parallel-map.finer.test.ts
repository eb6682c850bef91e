import { expect, test } from 'vitest'
import { forAll, interleavings, observe, simulate } from '#lab'
import { parallelMap } from './parallel-map.ts'

const job = (name: string) => new URL(`./jobs/${name}.ts`, import.meta.url)

/** Keeps the CPU busy for as many ms as its input says, and returns ten times that. */
const work = job('work')

/** The same, but it fails at the end if the input is more than 30. */
const fail = job('fail')

test('rejects with the first error of the work, at the moment it happens', async () => {
  const run = await observe({}, () => parallelMap(fail, [90, 20, 40, 10], { threads: 3 }))
  expect(run).toRejectWith(new Error('40 ms is too long'))
  expect(run).toTake(40)
})

test('ends all threads when the work fails, also one that is in the middle of it', async () => {
  const run = await observe({}, () => parallelMap(fail, [90, 20, 40, 10], { threads: 3 }))
  expect(run).toRejectWith(new Error('40 ms is too long'))
  expect(run).toLeaveNothingBehind()
})

test('rejects, and ends all threads, if the file of the work cannot be loaded', async () => {
  const run = await observe({}, () => parallelMap(job('broken'), [10, 20], { threads: 2 }))
  expect(run).toRejectWith(new Error('broken.ts is broken'))
  expect(run).toLeaveNothingBehind()
})

test('starts as many threads as it is told, and no more than there are inputs', async () => {
  const three = await simulate({}, () => parallelMap(work, [20, 10, 10, 20, 10], { threads: 3 }))
  expect(three, 'five inputs, three threads').toStartThreads(3)
  const two = await simulate({}, () => parallelMap(work, [20, 30], { threads: 4 }))
  expect(two, 'two inputs, up to four threads').toStartThreads(2)
  const none = await simulate({}, () => parallelMap(work, [], { threads: 4 }))
  expect(none, 'no inputs').toStartThreads(0)
  expect(none.result, 'the results of no inputs').toEqual([])
})

test('where a start costs 20 ms and a switch 1, four threads take 220 ms, and eight take 263', async () => {
  const inputs = Array.from({ length: 8 }, () => 100)
  const machine = { cores: 4, threadCost: 20, switchCost: 1 }
  const four = await simulate(machine, () => parallelMap(work, inputs, { threads: 4 }))
  expect(four, 'four threads').toTake(220)
  const eight = await simulate(machine, () => parallelMap(work, inputs, { threads: 8 }))
  expect(eight, 'eight threads').toTake(263)
})

test('works on each input once, in whatever order the threads get their turns', async () => {
  const inputs = [10, 10, 10, 10, 10, 10]
  const program = async (choices: number[]) => {
    const run = await simulate({ choices }, () => parallelMap(work, inputs, { threads: 3 }))
    expect(run.cpu, 'ms of CPU work').toBe(60)
  }
  await forAll(interleavings(), program, { seed: 9, numRuns: 5 })
})

test('takes any input, and returns any result: undefined, null, false, 0', async () => {
  const values = [undefined, null, false, 0, 'the last']
  const run = await simulate({}, () => parallelMap(job('echo'), values, { threads: 1 }))
  expect(run.result).toEqual(values)
})

test('gives two calls at once threads of their own, and results of their own', async () => {
  const run = await simulate({}, () =>
    Promise.all([
      parallelMap(work, [10, 20, 30], { threads: 2 }),
      parallelMap(work, [15, 25], { threads: 1 }),
    ]),
  )
  expect(run.result).toEqual([
    [100, 200, 300],
    [150, 250],
  ])
  expect(run).toStartThreads(3)
})
