import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { forAll, interleavings, peakOf, type Run, simulate } from '#lab'
import { Lock, Semaphore } from './locks.ts'

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

test('release() of a Lock that nobody holds throws an Error, and leaves the Lock as it was', async () => {
  const run = await simulate({}, () => {
    const lock = new Lock()
    lock.acquire()
    lock.release()
    expect(() => lock.release()).toThrow(Error)
    const data = { buffer: lock.buffer, inside: cell(), stays: 100, times: 1 }
    return runThreads('hold', ...times(2, data))
  })
  expect(run).toTake(200)
})

test('a Lock or Semaphore opened with a buffer is the same one, not another', async () => {
  await simulate({}, () => {
    const lock = new Lock()
    const same = new Lock(lock.buffer)
    lock.acquire()
    same.release()
    expect(() => lock.release(), 'releasing it a second time').toThrow(Error)

    const semaphore = new Semaphore(3)
    semaphore.acquire()
    new Semaphore(semaphore.buffer).acquire()
    semaphore.acquire()
  })
})

test('two permits let in two threads at once: six that stay for 100 ms each take 300 ms', async () => {
  const run = await simulate({}, () => {
    const { buffer } = new Semaphore(2)
    const data = { buffer, inside: cell(), most: 2, comes: 0, stays: 100 }
    return runThreads('visit', ...times(6, data))
  })
  const stays = run.trace.filter(({ kind, from, to }) => kind === 'blocked' && to > from)
  expect(peakOf(stays), 'threads that were inside at once').toBe(2)
  expect(run).toTake(300)
})

test('a Semaphore lets in as many as it has permits, never more, whatever turns they take', async () => {
  await whateverTheTurns(async choices => {
    const inside = cell()
    const run = await simulate({ choices }, async () => {
      const semaphore = new Semaphore(2)
      const data = { buffer: semaphore.buffer, inside, most: 2, stays: 10 }
      await runThreads(
        'visit',
        { ...data, comes: 0 },
        { ...data, comes: 0, stays: 30 },
        { ...data, comes: 10 },
        { ...data, comes: 5 },
      )
      semaphore.acquire()
      semaphore.acquire()
    })
    expect(run, 'a thread slept while a permit was free').toTake(30)
  })
})

test('a thread that waits for a permit sleeps until there is one: release() wakes one', async () => {
  const run = await simulate({}, () => {
    const { buffer } = new Semaphore(2)
    const data = { buffer, inside: cell(), most: 2, comes: 0, stays: 100 }
    return runThreads('visit', ...times(6, data))
  })
  expect(sleeps(run), 'ms that threads slept in Atomics.wait').toEqual([100, 100, 200, 200])
})
