import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { observe, type Run } from '#lab'
import type { Step } from '../thread-files/script.ts'
import { diagnose } from './findings.ts'

/** Runs threads of a file, one for each piece of data, until all have ended. */
function runOf(file: string, ...data: readonly unknown[]): Promise<Run> {
  const url = new URL(`../thread-files/${file}`, import.meta.url)
  return observe({}, async () => {
    const workers = data.map(workerData => new Worker(url, { workerData }))
    await Promise.all(workers.map(worker => once(worker, 'exit')))
  })
}

/** What is found of threads that do what is written down for each, on the same two cells. */
async function foundOf(...scripts: (readonly Step[])[]) {
  const cells = new Int32Array(new SharedArrayBuffer(8))
  return diagnose(await runOf('script.ts', ...scripts.map(steps => ({ cells, steps }))))
}

describe('work that was divided up front', () => {
  test('is told of threads that end with their share', async () => {
    const run = await runOf('burns.ts', [0, 60, 0, 20], [0, 20], [0, 20, 0, 20, 0, 20])
    expect(diagnose(run, { elapsed: 60 })).toEqual([
      { name: 'dividedUpFront', facts: { who: 'thread 2', ms: 20, many: 3 } },
    ])
  })

  test('is not told where a thread ended and the others were handed more', async () => {
    const run = await observe({}, async () => {
      const start = () => new Worker(new URL('../thread-files/jobs.ts', import.meta.url))
      const [one, other] = [start(), start()]
      for (const worker of [one, other]) worker.postMessage({ burn: 20 })
      await Promise.all([once(one, 'message'), once(other, 'message')])
      await other.terminate()
      for (let time = 0; time < 2; time++) {
        one.postMessage({ burn: 20 })
        await once(one, 'message')
      }
      await one.terminate()
    })
    expect(diagnose(run, { elapsed: 40 })).toEqual([
      { name: 'notReplaced', facts: { who: 'thread 2', ms: 20 } },
    ])
  })
})

describe('a change that nobody is notified of', () => {
  const sleeps: Step[] = [
    ['load', 0],
    ['wait', 0, 0],
  ]

  test('is told where an earlier one was', async () => {
    const releases: Step[] = [
      ['sleep', 10],
      ['add', 0, 1],
      ['notify', 0, 1],
      ['add', 0, 1],
    ]
    expect(await foundOf(sleeps, sleeps, releases)).toEqual([
      {
        name: 'changedWithoutNotify',
        facts: { who: 'thread 3', cell: '[0]', change: 'add [0]: 1 -> 2', sleeper: 'thread 2' },
      },
    ])
  })

  test('is not told where the cell holds again what they sleep on', async () => {
    const undoes: Step[] = [
      ['sleep', 10],
      ['add', 0, 1],
      ['notify', 0, 1],
      ['sub', 0, 1],
    ]
    expect(await foundOf(sleeps, sleeps, undoes)).toEqual([])
  })
})

test('a notify that wakes one who can not go on is told, with the one that sleeps on', async () => {
  const again: Step[] = [
    ['load', 0],
    ['wait', 0, 0],
    ['load', 0],
    ['wait', 0, 1],
  ]
  const sleeps: Step[] = [
    ['sleep', 5],
    ['load', 0],
    ['wait', 0, 0],
  ]
  const releases: Step[] = [
    ['sleep', 10],
    ['add', 0, 1],
    ['notify', 0, 1],
  ]
  expect(await foundOf(again, sleeps, releases)).toEqual([
    {
      name: 'wokeAnother',
      facts: { who: 'thread 3', cell: '[0]', woken: 'thread 1', sleeper: 'thread 2' },
    },
  ])
})

describe('a thread that sleeps and holds what another one waits for', () => {
  const holds: Step[] = [
    ['compareExchange', 0, 0, 1],
    ['load', 1],
    ['wait', 1, 0],
  ]

  test('is told of', async () => {
    const waits: Step[] = [
      ['sleep', 10],
      ['compareExchange', 0, 0, 1],
      ['wait', 0, 1],
    ]
    // A notify on each cell: else that alone would be told.
    const notifies: Step[] = [
      ['notify', 0, 1],
      ['notify', 1, 1],
    ]
    expect(await foundOf(notifies, holds, waits)).toEqual([
      {
        name: 'sleepsWithTheLock',
        facts: { who: 'thread 2', cell: '[0]', elsewhere: '[1]', waits: 'thread 3' },
      },
    ])
  })

  test('is not told of where nobody waits for it', async () => {
    expect(await foundOf([['notify', 1, 1]], holds)).toEqual([])
  })
})

test('nothing was requested is not told of a function without a result', async () => {
  const server = { 'https://example.org/': {} }
  expect(diagnose(await observe({ server }, () => {}))).toEqual([])
  expect(diagnose(await observe({ server }, () => 'a line'))).toEqual([
    { name: 'nothingWasRequested', facts: {} },
  ])
})
