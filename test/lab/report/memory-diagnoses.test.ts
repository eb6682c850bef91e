import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { observe } from '#lab'
import type { Finding } from '../../../src/lab/report/diagnoses/diagnosis.ts'
import type { Step } from '../thread-files/script.ts'
import { diagnose } from './findings.ts'

/** What is found of threads that do what is written down for each, on the same two cells. */
async function foundIn(
  ...scripts: (readonly Step[])[]
): Promise<Pick<Finding, 'name' | 'facts'>[]> {
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
    const [finding] = await foundIn([['wait', 0, 0]], [['store', 0, 1]])
    expect(finding).toEqual({ name: 'neverNotified', facts: {} })
  })

  test('is told which cell was notified instead', async () => {
    expect(
      await foundIn(
        [['wait', 0, 0]],
        [
          ['store', 0, 1],
          ['notify', 1, 1],
        ],
      ),
    ).toEqual([{ name: 'notifiedElsewhere', facts: { notified: ['[1]'], waited: ['[0]'] } }])
  })

  test('is told nothing of that where its cell was notified', async () => {
    expect(await foundIn([['wait', 0, 0]], [['wait', 0, 0]], [['notify', 0, 1]])).toEqual([])
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
    expect(await foundIn(waiter, steps)).toEqual([
      {
        name: 'notifiedTooEarly',
        facts: { who: 'thread 2', cell: '[0]', change: 'store [0]: 0 -> 1', sleeper: 'thread 1' },
      },
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
      await foundIn(
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
    expect(await foundIn([['wait', 0, 0]], steps)).toEqual([])
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
    expect(await foundIn(steps, other)).toEqual([])
  })
})

describe('a thread that takes what it was woken for without a look', () => {
  const taker: Step[] = [
    ['wait', 0, 1],
    ['store', 0, 1],
  ]

  test('is told who had come first', async () => {
    const holder: Step[] = [...hold(10), ['compareExchange', 0, 0, 1]]
    expect(await foundIn(holder, [['sleep', 5], ...taker])).toEqual([
      {
        name: 'tookWithoutLooking',
        facts: {
          who: 'thread 2',
          cell: '[0]',
          access: 'store [0]: 1 -> 1',
          other: 'thread 1',
          first: 'compareExchange [0]: 0 -> 1',
        },
      },
    ])
  })

  test('is told nothing where nobody came first, or where it did look', async () => {
    expect(await foundIn(hold(10), [['sleep', 5], ...taker])).toEqual([])
    const holder: Step[] = [...hold(10), ['compareExchange', 0, 0, 1]]
    const looks: Step[] = [
      ['sleep', 5],
      ['wait', 0, 1],
      ['compareExchange', 0, 0, 1],
    ]
    expect(await foundIn(holder, looks)).toEqual([])
  })
})

describe('a notify that wakes more than can go on', () => {
  const waiter: Step[] = [
    ['wait', 0, 0],
    ['wait', 0, 0, 10],
  ]

  test('is said where one goes back to sleep', async () => {
    const [finding] = await foundIn(waiter, waiter, [
      ['sleep', 10],
      ['notify', 0],
    ])
    expect(finding).toEqual({
      name: 'wokeTooMany',
      facts: { who: 'thread 3', many: 2, ms: 10, again: 'thread 1' },
    })
  })

  test('is not said of one that is woken alone, nor where nobody goes back to sleep', async () => {
    expect(
      await foundIn(waiter, [
        ['sleep', 10],
        ['notify', 0, 1],
      ]),
    ).toEqual([])
    const sleeper: Step[] = [['wait', 0, 0]]
    expect(
      await foundIn(sleeper, sleeper, [
        ['sleep', 10],
        ['notify', 0],
      ]),
    ).toEqual([])
  })
})

describe('a thread that asks again and again', () => {
  const naps = (count: number): Step[] => Array.from({ length: count }, () => ['wait', 0, 0, 10])

  test('is told how often its sleep was over by itself', async () => {
    const [finding] = await foundIn(naps(3), [
      ['sleep', 40],
      ['notify', 0, 1],
    ])
    expect(finding).toEqual({ name: 'asksAgainAndAgain', facts: { who: 'thread 1', many: 3 } })
  })

  test('is told nothing of a timeout or two, nor where it was woken', async () => {
    expect(await foundIn(naps(2), naps(2))).toEqual([])
    expect(
      await foundIn(naps(3), [
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
    const [finding] = await foundIn(refused(100))
    expect(finding).toEqual({ name: 'refusedToWait', facts: { cell: '[1]' } })
  })

  test('is not said of a few', async () => {
    expect(await foundIn(refused(99))).toEqual([])
  })
})

describe('an update that was lost', () => {
  const counts: Step[] = [
    ['load', 0],
    ['sleep', 10],
    ['store', 0, 1],
  ]

  test('is said with what to do about a counter, and about a lock', async () => {
    const [counter] = await foundIn(counts, counts)
    expect(counter).toMatchObject({ name: 'lostUpdate', facts: { isLock: false } })
    const [lock] = await foundIn(counts, [...counts, ['notify', 0, 1]])
    expect(lock).toMatchObject({ name: 'lostUpdate', facts: { isLock: true } })
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
    expect(await foundIn(looks, other)).toEqual([])
    const sleeps: Step[] = [
      ['load', 0],
      ['wait', 0, 0],
      ['store', 0, 0],
    ]
    expect(await foundIn(sleeps, [...other, ['notify', 0, 1]])).toEqual([])
  })
})
