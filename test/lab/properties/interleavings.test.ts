import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interleavings, observe, type Run, simulate } from '#lab'
import { sleep } from '#lab/blocking'
import { steps } from '../../../src/lab/report/steps.ts'
import { report } from '../../../src/lab/report/told.ts'

type Cells = Int32Array<SharedArrayBuffer>

function cellsOf(length = 2): Cells {
  return new Int32Array(new SharedArrayBuffer(4 * length))
}

const COUNT = new URL('../thread-files/cells.ts', import.meta.url)
const LOCK = new URL('../thread-files/lock.ts', import.meta.url)

/** Starts threads that do the same with the same memory, and waits until they have ended. */
async function together(threads: number, does: string, cells: Cells, file = COUNT, times = 1) {
  const workers = Array.from({ length: threads }, () => {
    return new Worker(file, { workerData: { does, cells, times } })
  })
  await Promise.all(workers.map(worker => once(worker, 'exit')))
}

/** What is in the counter after so many threads have added one to it, each in two steps. */
function counted(threads: number, choices: readonly number[]): Promise<Run<number>> {
  return simulate({ choices }, async () => {
    const cells = cellsOf()
    await together(threads, 'counts', cells)
    return Atomics.load(cells, 0)
  })
}

/** The switches and the accesses of a run, in order, as `who: what`. */
function orderOf({ trace }: Run): string[] {
  return trace
    .filter(({ kind }) => kind === 'atomics' || kind === 'switch')
    .map(({ track, kind, label }) => `${track}${kind === 'switch' ? ' > ' : ': '}${label}`)
}

describe('without choices', () => {
  test('nobody is interrupted: each thread does all that it can', async () => {
    const run = await counted(3, [])
    expect(run.result).toBe(3)
    expect(orderOf(run)).toEqual([
      'thread 1: load [0]: 0',
      'thread 1: store [0]: 0 -> 1',
      'thread 2: load [0]: 1',
      'thread 2: store [0]: 1 -> 2',
      'thread 3: load [0]: 2',
      'thread 3: store [0]: 2 -> 3',
      'main: load [0]: 3',
    ])
  })
})

describe('choices', () => {
  test('of zeros change nothing but that they are taken', async () => {
    const [without, withZeros] = [await counted(2, []), await counted(2, Array(50).fill(0))]
    expect(withZeros.trace).toEqual(without.trace)
  })

  test('are taken before the effect of a call: an update is lost', async () => {
    // One choice for the main thread, as it starts the second thread; one at the load; then the store's.
    const run = await counted(2, [0, 0, 2])
    expect(orderOf(run)).toEqual([
      'thread 1: load [0]: 0',
      'thread 1 > thread 2',
      'thread 2: load [0]: 0',
      'thread 2: store [0]: 0 -> 1',
      'thread 1: store [0]: 1 -> 1',
      'main: load [0]: 1',
    ])
    expect(run.result).toBe(1)
  })

  test.each([
    [0, undefined],
    [1, 'thread 1 > main'],
    [2, 'thread 1 > thread 2'],
    [3, 'thread 1 > thread 3'],
    [4, undefined],
    [5, 'thread 1 > main'],
    [63, 'thread 1 > thread 3'],
  ])('count from the current thread, the others by number, and go round: %i', async (n, step) => {
    // The main thread can go on, too: it has been told that thread 1 is online.
    const run = await counted(3, [0, 0, 0, n])
    expect(orderOf(run).find(text => text.includes(' > '))).toBe(step)
  })

  test('are not taken where only one thread can go on', async () => {
    const run = await simulate({ choices: [0, 1] }, async () => {
      const cells = cellsOf()
      new Worker(COUNT, { workerData: { does: 'counts', cells } })
      // Here is the first choice: both threads could go on.
      sleep(10)
      // Here is none: the thread has ended, and this is the only one.
      Atomics.add(cells, 0, 1)
      // Nor as the second thread is started, but as the third one is.
      await together(2, 'counts', cells)
      return Atomics.load(cells, 0)
    })
    expect(orderOf(run)).toEqual([
      'thread 1: load [0]: 0',
      'thread 1: store [0]: 0 -> 1',
      'main: add [0]: 1 -> 2',
      'main > thread 2',
      'thread 2: load [0]: 2',
      'thread 2: store [0]: 2 -> 3',
      'thread 3: load [0]: 3',
      'thread 3: store [0]: 3 -> 4',
      'main: load [0]: 4',
    ])
  })

  test.each([
    ['new Worker', [1], 'main > thread 1'],
    ['postMessage of the main thread', [0, 1], 'main > thread 1'],
  ])('are taken at %s', async (_, choices, step) => {
    const run = await simulate({ choices }, async () => {
      const cells = cellsOf()
      const first = new Worker(COUNT, { workerData: { does: 'listens', cells } })
      const second = new Worker(COUNT, { workerData: { does: 'counts', cells } })
      first.postMessage('a')
      await once(second, 'exit')
      await first.terminate()
    })
    expect(orderOf(run)[0]).toBe(step)
  })

  test.each([
    ['its blocking call', [0, 2], []],
    ['notify', [0, 0, 1], []],
    ['postMessage', [0, 0, 0, 1], ['thread 1: notify [0]: woke 0']],
  ])('are taken on a thread at %s', async (_, choices, before) => {
    const run = await simulate({ choices }, async () => {
      const cells = cellsOf()
      const workers = ['notifiesOne', 'counts'].map(
        does => new Worker(COUNT, { workerData: { does, cells, ms: 0 } }),
      )
      await Promise.all(workers.map(worker => once(worker, 'exit')))
    })
    expect(orderOf(run).slice(0, before.length + 2)).toEqual([
      ...before,
      'thread 1 > thread 2',
      'thread 2: load [0]: 0',
    ])
  })

  test('that are the same give the same trace, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 4 }),
        interleavings(),
        async (threads, choices) => {
          const traces = [await counted(threads, choices), await counted(threads, [...choices])]
          const [first, second] = traces.map(({ trace }) => JSON.stringify(trace))
          expect(second).toBe(first)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('an unprotected counter', () => {
  test.each([
    [2, 1],
    [2, 2],
    [3, 3],
    [3, 4],
    [4, 5],
    [4, 6],
  ])(
    'on %i threads is found within 100 runs, seed %i, and shrinks to one switch',
    async (threads, seed) => {
      const property = fc.asyncProperty(interleavings(), async choices => {
        expect((await counted(threads, choices)).result).toBe(threads)
      })
      const { failed, counterexample } = await fc.check(property, { seed, numRuns: 100 })
      expect(failed).toBe(true)
      const [choices = []] = counterexample ?? []
      expect(choices.filter(choice => choice !== 0)).toHaveLength(1)
      expect(choices.at(-1)).not.toBe(0)
      const run = await counted(threads, choices)
      expect(orderOf(run).filter(step => step.includes(' > '))).toHaveLength(1)
    },
  )

  test('shrinks to the very same schedule from any seed', async () => {
    const property = fc.asyncProperty(interleavings(), async choices => {
      expect((await counted(2, choices)).result).toBe(2)
    })
    const smallest = []
    for (const seed of [11, 12, 13, 14]) {
      const { counterexample } = await fc.check(property, { seed, numRuns: 100 })
      smallest.push([...(counterexample?.[0] ?? [])])
    }
    expect(new Set(smallest.map(choices => JSON.stringify(choices))).size).toBe(1)
  })

  test('prints as what happened, step by step, with a sentence on the lost update', async () => {
    const property = fc.asyncProperty(interleavings(), async choices => {
      expect((await counted(2, choices)).result).toBe(2)
    })
    const error = await fc.assert(property, { seed: 7 }).catch((reason: Error) => reason.message)
    expect(error).toContain(`
Step by step; > marks where the schedule gave the turn away:

  thread 1  load [0]: 0
> thread 1  is interrupted, thread 2 goes on
  thread 2  load [0]: 0
  thread 2  store [0]: 0 -> 1
  thread 1  store [0]: 1 -> 1
  main      load [0]: 1`)
    expect(error).toContain(`
An update was lost: thread 1 read [0] = 0, then thread 2 wrote there (store [0]:
0 -> 1), then thread 1 wrote what it had made of the old value (store [0]: 1 ->
1). A read and the write that depends on it belong under one lock, or in one
operation such as Atomics.add.
`)
  })
})

describe('a lock', () => {
  test.each([2, 3, 4])('that is right survives 50 schedules on %i threads', async threads => {
    await fc.assert(
      fc.asyncProperty(interleavings(), async choices => {
        const { result } = await simulate({ choices }, async () => {
          const cells = cellsOf()
          await together(threads, '', cells, LOCK, 2)
          return [...cells]
        })
        expect(result).toEqual([2 * threads, 0])
      }),
      { numRuns: 50 },
    )
  })
})

describe('step by step', () => {
  test('nothing is told where nobody was interrupted', async () => {
    expect(steps((await counted(2, [])).trace)).toBe('')
  })

  test('a wait, a switch and what comes after them are told', async () => {
    const run = await observe({ choices: [0, 0, 0, 1] }, async () => {
      const cells = cellsOf()
      const workers = ['waits', 'notifies'].map(
        does => new Worker(COUNT, { workerData: { does, cells } }),
      )
      await Promise.all(workers.map(worker => once(worker, 'exit')))
    })
    expect(steps(run.trace)).toBe(`Step by step; > marks where the schedule gave the turn away:

  thread 1  Atomics.wait: waits
  thread 2  store [0]: 0 -> 1
  thread 2  notify [0]: woke 1
> thread 2  is interrupted, thread 1 goes on`)
  })

  test('a report shows the steps and no picture where no time has passed', async () => {
    expect(report(await counted(2, [0, 0, 2]))).toMatch(/^An update was lost/)
  })
})
