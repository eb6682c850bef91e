import { assert, expect, test } from 'vitest'
import { simulate } from '#lab'
import { parallelMap } from './parallel-map.ts'

/** Keeps the CPU busy for as many ms as its input says, and returns ten times that. */
const work = new URL('./jobs/work.ts', import.meta.url)

const eight = Object.freeze([100, 100, 100, 100, 100, 100, 100, 100])

test('an input of 180 ms and eighteen of 20 take 180 ms: a free thread takes the next input', async () => {
  const uneven = [180, ...Array.from({ length: 18 }, () => 20)]
  const run = await simulate({}, () => parallelMap(work, uneven, { threads: 3 }))
  const done = `${run.cpu} ms of CPU work were done, and the inputs need 540`
  assert(run.cpu <= 540, `${done}: several threads got the same input. Is the queue one iterator?`)
  assert(run.cpu >= 540, `${done}: not each answer was awaited. Ask a thread one thing at a time.`)
  expect(run).toTake(180)
})

test('eight inputs of 100 ms take four threads 200 ms on four cores, not 800', async () => {
  const run = await simulate({ cores: 4 }, () => parallelMap(work, eight, { threads: 4 }))
  expect(run).toTake(200)
})

test('more threads than cores buy nothing: eight on four cores take the same 200 ms', async () => {
  const run = await simulate({ cores: 4 }, () => parallelMap(work, eight, { threads: 8 }))
  expect(run).toStartThreads(8)
  expect(run).toTake(200)
})

test('on one core four threads take 800 ms, no less than one: it is the cores that help', async () => {
  const run = await simulate({ cores: 1 }, () => parallelMap(work, eight, { threads: 4 }))
  expect(run).toTake(800)
})

test("with CPython's lock four threads take 800 ms on any number of cores", async () => {
  const run = await simulate({ gil: true }, () => parallelMap(work, eight, { threads: 4 }))
  expect(run).toTake(800)
})

test('keeps the loop free: the main thread does none of the work', async () => {
  const run = await simulate({}, () => parallelMap(work, [30, 40, 50], { threads: 2 }))
  expect(run).toKeepTheLoopFree()
})

test('returns the results in the order of the inputs, and leaves the inputs as they were', async () => {
  const inputs = Object.freeze([50, 10, 20, 40, 10])
  const run = await simulate({}, () => parallelMap(work, inputs, { threads: 2 }))
  expect(
    run.result,
    'each result belongs at the index of its input; two of the inputs are the same',
  ).toEqual([500, 100, 200, 400, 100])
})

test('has ended every thread when the results are there', async () => {
  const run = await simulate({}, () => parallelMap(work, [20, 10, 10], { threads: 2 }))
  expect(run).toLeaveNothingBehind()
})
