import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { forAll, interleavings, simulate } from '#lab'
import { burn } from '#lab/blocking'
import { parallelMap } from './parallel-map.ts'

const job = (name: string) => new URL(`./jobs/${name}.ts`, import.meta.url)

/** Keeps the processor busy for as many ms as its input says, and gives ten times that. */
const work = job('work')

/** The same, but it fails at the end where the input is more than 30. */
const fail = job('fail')

const eight = Object.freeze([100, 100, 100, 100, 100, 100, 100, 100])

test('eight inputs of 100 ms take four threads 200 ms on four cores, not 800', async () => {
  const run = await simulate({ cores: 4 }, () => parallelMap(work, eight, { threads: 4 }))
  expect(run).toTake(200)
})

test('an input of 180 ms and eighteen of 20 take 180: who is free takes the next in the list', async () => {
  const uneven = [180, ...Array.from({ length: 18 }, () => 20)]
  const run = await simulate({}, () => parallelMap(work, uneven, { threads: 3 }))
  expect(run).toTake(180)
})

test('the main thread only hands out and collects: its loop stays free', async () => {
  const run = await simulate({}, () => parallelMap(work, [30, 40, 50], { threads: 2 }))
  expect(run).toKeepTheLoopFree()
})

test('as many threads are started as asked for, and each works for as long as there is work', async () => {
  const run = await simulate({}, () => parallelMap(work, [20, 10, 10, 20, 10], { threads: 3 }))
  expect(run).toStartThreads(3)
})

test('two inputs need two threads, even if there could be four', async () => {
  const run = await simulate({}, () => parallelMap(work, [20, 30], { threads: 4 }))
  expect(run).toStartThreads(2)
})

test('no inputs give an empty list, and start no thread', async () => {
  const run = await simulate({}, () => parallelMap(work, [], { threads: 4 }))
  expect(run.result).toEqual([])
  expect(run).toStartThreads(0)
})

test('on one core it is 800 ms again, with four threads as with one: cores make it faster', async () => {
  const run = await simulate({ cores: 1 }, () => parallelMap(work, eight, { threads: 4 }))
  expect(run).toTake(800)
})

test("with CPython's lock it would be 800 ms, too, on any number of cores", async () => {
  const run = await simulate({ gil: true }, () => parallelMap(work, eight, { threads: 4 }))
  expect(run).toTake(800)
})

test('more threads than cores buy nothing: eight on four cores take the same 200 ms', async () => {
  const run = await simulate({ cores: 4 }, () => parallelMap(work, eight, { threads: 8 }))
  expect(run).toStartThreads(8)
  expect(run).toTake(200)
})

test('where a start costs 20 ms and a switch 1, four threads take 220 ms, and eight take 263', async () => {
  const machine = { cores: 4, threadCost: 20, switchCost: 1 }
  const four = await simulate(machine, () => parallelMap(work, eight, { threads: 4 }))
  expect(four).toTake(220)
  const more = await simulate(machine, () => parallelMap(work, eight, { threads: 8 }))
  expect(more).toTake(263)
})

test('each input is worked on once, in whatever order the threads get their turns', async () => {
  const inputs = [10, 10, 10, 10, 10, 10]
  const program = async (choices: number[]) => {
    const run = await simulate({ choices }, () => parallelMap(work, inputs, { threads: 3 }))
    expect(run.cpu, 'ms of processor work').toBe(60)
  }
  await forAll(interleavings(), program, { seed: 9, numRuns: 5 })
})

test('the results are in the order of the inputs, and the inputs are left as they were', async () => {
  const inputs = Object.freeze([50, 10, 20, 40, 10])
  const run = await simulate({}, () => parallelMap(work, inputs, { threads: 2 }))
  expect(run.result).toEqual([500, 100, 200, 400, 100])
})

test('an input and its result may be anything: undefined, null, false, 0, NaN', async () => {
  const values = [undefined, null, false, 0, Number.NaN, 'the last']
  const run = await simulate({}, () => parallelMap(job('echo'), values, { threads: 1 }))
  for (const [index, value] of values.entries()) {
    expect(run.result[index], `result ${index + 1}`).toEqual(value)
  }
  expect(run.result.length, 'number of results').toBe(values.length)
})

test('two calls at the same time keep their results apart', async () => {
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
})

test('no thread is left when the results are there', async () => {
  const run = await simulate({}, () => parallelMap(work, [20, 10, 10], { threads: 2 }))
  expect(run).toLeaveNothingBehind()
})

/** What `parallelMap` rejects with. */
const failure = (...args: Parameters<typeof parallelMap>) =>
  parallelMap(...args).catch(error => error)

const textOf = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${error.message}` : `no Error, but ${inspect(error)}`

test('an error of the work is passed on: an Error with the same name and message', async () => {
  const run = await simulate({}, () => failure(fail, [10, 40, 10], { threads: 2 }))
  expect(textOf(run.result)).toBe('TooLong: 40 ms is too long')
})

test('the first error is passed on when it happens, not when the other threads are done', async () => {
  const run = await simulate({}, () => failure(fail, [90, 20, 40, 10], { threads: 3 }))
  expect(run).toTake(40)
})

test('an error closes all threads, also one that is in the middle of its work', async () => {
  const run = await simulate({}, () => failure(fail, [90, 20, 40, 10], { threads: 3 }))
  expect(run).toLeaveNothingBehind()
})

test('a second error is no trouble, if both come while the main thread is busy', async () => {
  const run = await simulate({}, () => {
    const failed = failure(fail, [40, 50, 10], { threads: 2 })
    burn(60)
    return failed
  })
  expect(textOf(run.result)).toBe('TooLong: 40 ms is too long')
})

test('an error in loading the file is passed on like one of the work', async () => {
  const run = await simulate({}, () => failure(job('broken'), [10, 20], { threads: 2 }))
  expect(textOf(run.result)).toBe('TypeError: broken.ts is broken')
  expect(run).toLeaveNothingBehind()
})
