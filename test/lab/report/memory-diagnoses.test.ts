import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { observe } from '#lab'
import { diagnose } from '../../../src/lab/report/diagnoses/diagnose.ts'
import type { Step } from '../thread-files/script.ts'

/** What is said of threads that do what is written down for each, on the same two cells. */
async function saidOf(...scripts: (readonly Step[])[]): Promise<string[]> {
  const file = new URL('../thread-files/script.ts', import.meta.url)
  const run = await observe({}, async () => {
    const cells = new Int32Array(new SharedArrayBuffer(8))
    const workers = scripts.map(steps => new Worker(file, { workerData: { cells, steps } }))
    await Promise.all(workers.map(worker => once(worker, 'exit')))
  })
  return diagnose(run)
}

/** Takes the lock in cell 0 in one step, holds it for so many ms, and gives it back. */
const hold = (ms: number): Step[] => [
  ['compareExchange', 0, 0, 1],
  ['sleep', ms],
  ['store', 0, 0],
  ['notify', 0, 1],
]

describe('a thread that nobody wakes', () => {
  test('is told that nobody notifies', async () => {
    const [said] = await saidOf([['wait', 0, 0]], [['store', 0, 1]])
    expect(said).toMatch(/^Nobody called Atomics\.notify in this run: who sleeps in Atomics\.wait/)
  })

  test('is told which cell was notified instead', async () => {
    expect(
      await saidOf(
        [['wait', 0, 0]],
        [
          ['store', 0, 1],
          ['notify', 1, 1],
        ],
      ),
    ).toEqual([
      'Atomics.notify was called on [1] only, and threads wait on [0]: it wakes those that wait on the very ' +
        'cell it names.',
    ])
  })

  test('is told nothing of that where its cell was notified', async () => {
    expect(await saidOf([['wait', 0, 0]], [['wait', 0, 0]], [['notify', 0, 1]])).toEqual([])
  })

  test('is told nothing of that where it slept on the main thread, alone', async () => {
    const run = await observe({}, () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    })
    expect(diagnose(run)).toEqual([])
  })
})

describe('a notify before the change', () => {
  const waiter: Step[] = [
    ['wait', 0, 0],
    ['wait', 0, 0, 50],
  ]

  test('is said where somebody went to sleep in between', async () => {
    const steps: Step[] = [
      ['sleep', 10],
      ['notify', 0, 1],
      ['sleep', 5],
      ['store', 0, 1],
    ]
    expect(await saidOf(waiter, steps)).toEqual([
      'thread 2 called Atomics.notify on [0] first, and changed it afterwards (store [0]: 0 -> 1). In between ' +
        'thread 1 saw the old value and went to sleep: nobody wakes it for the new one. Change the cell, then ' +
        'notify.',
    ])
  })

  test('is not said where it came after a change, and the next change is a later one', async () => {
    const steps: Step[] = [
      ['sleep', 10],
      ['add', 0, 0],
      ['store', 0, 1],
      ['notify', 0, 1],
      ['sleep', 5],
      ['store', 0, 0],
    ]
    expect(
      await saidOf(
        [
          ['wait', 0, 0],
          ['wait', 0, 1, 50],
        ],
        steps,
      ),
    ).toEqual([])
  })

  test('is not said where nobody slept in between', async () => {
    const steps: Step[] = [
      ['sleep', 10],
      ['notify', 0, 1],
      ['store', 0, 1],
    ]
    expect(await saidOf([['wait', 0, 0]], steps)).toEqual([])
  })

  test('is not said where another change came before the sleep', async () => {
    const steps: Step[] = [
      ['notify', 0, 1],
      ['sleep', 20],
      ['store', 0, 2],
    ]
    const other: Step[] = [
      ['sleep', 10],
      ['store', 0, 1],
      ['wait', 0, 1, 50],
    ]
    expect(await saidOf(steps, other)).toEqual([])
  })
})

describe('a thread that takes what it was woken for without a look', () => {
  const taker: Step[] = [
    ['wait', 0, 1],
    ['store', 0, 1],
  ]

  test('is told who had come first', async () => {
    const holder: Step[] = [...hold(10), ['compareExchange', 0, 0, 1]]
    expect(await saidOf(holder, [['sleep', 5], ...taker])).toEqual([
      'thread 2 was woken, and wrote [0] without a look at it (store [0]: 1 -> 1). But thread 1 had come first ' +
        '(compareExchange [0]: 0 -> 1). Who is woken must look again, and wait again where somebody else was ' +
        'faster: a loop, not an `if`.',
    ])
  })

  test('is told nothing where nobody came first, or where it did look', async () => {
    expect(await saidOf(hold(10), [['sleep', 5], ...taker])).toEqual([])
    const holder: Step[] = [...hold(10), ['compareExchange', 0, 0, 1]]
    const looks: Step[] = [
      ['sleep', 5],
      ['wait', 0, 1],
      ['compareExchange', 0, 0, 1],
    ]
    expect(await saidOf(holder, looks)).toEqual([])
  })
})

describe('a notify that wakes more than can go on', () => {
  const waiter: Step[] = [
    ['wait', 0, 0],
    ['wait', 0, 0, 10],
  ]

  test('is said where one goes back to sleep', async () => {
    const [said] = await saidOf(waiter, waiter, [
      ['sleep', 10],
      ['notify', 0],
    ])
    expect(said).toBe(
      'thread 3 woke 2 threads at 10 ms, and thread 1 went back to sleep at once: there was nothing for it. ' +
        'Without a third argument, Atomics.notify wakes all that wait on the cell; with it, so many.',
    )
  })

  test('is not said of one that is woken alone, nor where nobody goes back to sleep', async () => {
    expect(
      await saidOf(waiter, [
        ['sleep', 10],
        ['notify', 0, 1],
      ]),
    ).toEqual([])
    const sleeper: Step[] = [['wait', 0, 0]]
    expect(
      await saidOf(sleeper, sleeper, [
        ['sleep', 10],
        ['notify', 0],
      ]),
    ).toEqual([])
  })
})

describe('a thread that asks again and again', () => {
  const naps = (count: number): Step[] => Array.from({ length: count }, () => ['wait', 0, 0, 10])

  test('is told how often its sleep was over by itself', async () => {
    const [said] = await saidOf(naps(3), [
      ['sleep', 40],
      ['notify', 0, 1],
    ])
    expect(said).toBe(
      'thread 1 slept 3 times in Atomics.wait without being woken, each time until its timeout: it asks again ' +
        'and again instead of waiting. Leave the timeout out, and let whoever changes the cell call ' +
        'Atomics.notify.',
    )
  })

  test('is told nothing of a timeout or two, nor where it was woken', async () => {
    expect(await saidOf(naps(2), naps(2))).toEqual([])
    expect(
      await saidOf(naps(3), [
        ['sleep', 5],
        ['notify', 0],
        ['sleep', 5],
        ['notify', 0],
      ]),
    ).toEqual([])
  })
})

describe('a wait that is refused', () => {
  const refused = (count: number): Step[] => Array.from({ length: count }, () => ['wait', 1, 7])

  test('is said when it goes on', async () => {
    const [said] = await saidOf(refused(100))
    expect(said).toMatch(
      /^Atomics\.wait on \[1\] answered 'not-equal' again and again, and did not wait/,
    )
  })

  test('is not said of a few', async () => {
    expect(await saidOf(refused(99))).toEqual([])
  })
})

describe('an update that was lost', () => {
  const counts: Step[] = [
    ['load', 0],
    ['sleep', 10],
    ['store', 0, 1],
  ]

  test('is said with what to do about a counter, and about a lock', async () => {
    const [counter] = await saidOf(counts, counts)
    expect(counter).toMatch(/must be under one lock, or one operation, such as Atomics\.add\.$/)
    const [lock] = await saidOf(counts, [...counts, ['notify', 0, 1]])
    expect(lock).toMatch(
      /must be one step: Atomics\.compareExchange writes only where the cell still/,
    )
  })

  test('is not said where the thread has looked again, or slept, before it wrote', async () => {
    const other: Step[] = [
      ['sleep', 5],
      ['add', 0, 1],
    ]
    const looks: Step[] = [
      ['load', 0],
      ['sleep', 10],
      ['compareExchange', 0, 1, 2],
      ['store', 0, 0],
    ]
    expect(await saidOf(looks, other)).toEqual([])
    const sleeps: Step[] = [
      ['load', 0],
      ['wait', 0, 0],
      ['store', 0, 0],
    ]
    expect(await saidOf(sleeps, [...other, ['notify', 0, 1]])).toEqual([])
  })
})
