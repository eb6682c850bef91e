import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { forAll, interleavings, type Run, simulate } from '#lab'
import { Lock } from './locks.ts'

/** A shared cell that holds 0. */
const cell = () => new Int32Array(new SharedArrayBuffer(4))

/** So many times the same data. */
const times = (count: number, data: object) => Array.from({ length: count }, () => data)

/** Starts a thread for each piece of data, and waits for all of them; if one fails, it ends them all. */
async function runThreads(job: string, ...data: object[]): Promise<void> {
  const file = new URL(`./jobs/${job}.ts`, import.meta.url)
  const workers = data.map(workerData => new Worker(file, { workerData }))
  try {
    await Promise.all(workers.map(worker => once(worker, 'exit')))
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

/**
 * Runs a program again and again, each time with other turns for its threads; if it fails with some, you
 * read the simplest. The turns are the same every time: a lock that passes today must not fail tomorrow.
 */
async function whateverTheTurns(program: (choices: number[]) => Promise<void>): Promise<void> {
  await forAll(interleavings(), program, { seed: 3, numRuns: 10 })
}

/** How long threads slept in Atomics.wait: ms of each time, the shortest first. */
const sleeps = ({ trace }: Run) =>
  trace
    .filter(({ kind, label }) => kind === 'waiting' && label === 'Atomics.wait')
    .map(({ from, to }) => to - from)
    .sort((a, b) => a - b)

test('two threads count to four under a Lock: no update is lost, whatever turns they take', async () => {
  await whateverTheTurns(async choices => {
    const counter = cell()
    const run = await simulate({ choices }, () => {
      const { buffer } = new Lock()
      return runThreads('count', ...times(2, { buffer, counter, times: 2 }))
    })
    expect(counter[0], 'the counter').toBe(4)
    expect(run, 'a thread slept while the Lock was free').toTake(50)
  })
})

test('one thread at a time gets a Lock, even if one comes back just as another wakes up', async () => {
  await whateverTheTurns(async choices => {
    const inside = cell()
    const run = await simulate({ choices }, () => {
      const { buffer } = new Lock()
      const data = { buffer, inside, stays: 10, times: 1 }
      return runThreads('hold', { ...data, times: 2 }, data, data)
    })
    expect(run, 'a thread slept while the Lock was free').toTake(40)
  })
})

test('three threads that hold a Lock for 100 ms each take 300 ms', async () => {
  const run = await simulate({}, () => {
    const { buffer } = new Lock()
    return runThreads('hold', ...times(3, { buffer, inside: cell(), stays: 100, times: 1 }))
  })
  expect(run).toTake(300)
})

test('a thread that waits sleeps until its turn: release() wakes one thread, not all', async () => {
  const run = await simulate({}, () => {
    const { buffer } = new Lock()
    return runThreads('hold', ...times(3, { buffer, inside: cell(), stays: 100, times: 1 }))
  })
  expect(sleeps(run), 'ms that threads slept in Atomics.wait').toEqual([100, 200])
})

test('a thread that fails inside `using` releases the Lock, and the next one gets it', async () => {
  const run = await simulate({}, async () => {
    const { buffer } = new Lock()
    await Promise.allSettled([
      runThreads('fail', { buffer }),
      runThreads('hold', { buffer, inside: cell(), stays: 100, times: 1 }),
    ])
  })
  expect(run).toTake(110)
})
