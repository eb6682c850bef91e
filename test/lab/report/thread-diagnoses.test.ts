import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { notebook, observe, simulate, timeline, urls } from '#lab'
import { burn, sleep } from '#lab/blocking'
import { type Finding, sentenceOf } from '../../../src/lab/report/diagnoses/diagnosis.ts'
import { onThreads } from '../thread-files/pool.ts'
import { diagnose } from './findings.ts'

const [first = '', second = '', third = ''] = urls

interface Job {
  readonly url?: string
  readonly sleep?: number
  readonly burn?: number
}

function starts(threads: number): Worker[] {
  const file = new URL('../thread-files/jobs.ts', import.meta.url)
  return Array.from({ length: threads }, () => new Worker(file))
}

/** Does jobs on one thread, one after another. */
async function work(worker: Worker | undefined, ...jobs: Job[]): Promise<void> {
  for (const job of jobs) {
    worker?.postMessage(job)
    await once(worker as Worker, 'message')
  }
}

async function end(workers: Worker[]): Promise<void> {
  await Promise.all(workers.map(worker => worker.terminate()))
}

describe('a thread that was ended while it worked', () => {
  test('is said, with its request and the instant', async () => {
    const run = await observe({ server: notebook }, async () => {
      const workers = starts(2)
      workers[1]?.postMessage({ url: first })
      await work(workers[0], { url: second })
      await end(workers)
    })
    expect(diagnose(run)).toEqual([
      { name: 'closedWhileWorking', facts: { thread: 2, ms: 250, label: 'GET /posts/1' } },
    ])
  })

  test('is not said where each job was done', async () => {
    const run = await observe({ server: notebook }, async () => {
      const workers = starts(1)
      await work(workers[0], { url: first })
      await end(workers)
    })
    expect(diagnose(run)).toEqual([])
  })

  test('is not said where the function failed: then it is right to close', async () => {
    const run = await observe({ server: notebook }, async () => {
      const workers = starts(1)
      workers[0]?.postMessage({ url: first })
      await wait(10)
      await end(workers)
      throw new Error('mine')
    })
    expect(diagnose(run)).toEqual([])
  })
})

describe('threads that were left', () => {
  test('one is said', async () => {
    const run = await observe({ server: notebook }, () => work(starts(1)[0], { url: first }))
    expect(diagnose(run)).toEqual([{ name: 'threadsLeft', facts: { many: 1, ms: 290 } }])
  })

  test('several are counted, also where the function failed', async () => {
    const run = await observe({ server: notebook }, async () => {
      const workers = starts(3)
      await workers[0]?.terminate()
      await wait(20)
      throw new Error('mine')
    })
    expect(diagnose(run)).toEqual([{ name: 'threadsLeft', facts: { many: 2, ms: 20 } }])
  })

  test('that ended by themselves were not left', async () => {
    const run = await observe({}, async () => {
      const worker = new Worker(new URL('../thread-files/burns.ts', import.meta.url), {
        workerData: [10],
      })
      await once(worker, 'exit')
    })
    expect(diagnose(run)).toEqual([])
  })
})

describe('threads whose end nobody waits for', () => {
  test('are said', async () => {
    const run = await observe({}, async () => {
      for (const worker of starts(2)) {
        await work(worker, { sleep: 10 })
        void worker.terminate()
      }
    })
    expect(diagnose(run)).toEqual([{ name: 'endNotAwaited', facts: { many: 1 } }])
  })
})

describe('the number of threads', () => {
  test('too many are said', async () => {
    const run = await observe({}, async () => end(starts(3)))
    expect(diagnose(run, { threads: 2 })).toEqual([
      { name: 'tooManyThreads', facts: { many: 3, goal: 2 } },
    ])
  })

  test('more than one is said, in the singular', async () => {
    const run = await observe({}, async () => end(starts(2)))
    const [finding] = diagnose(run, { threads: 1 })
    expect(finding).toEqual({ name: 'tooManyThreads', facts: { many: 2, goal: 1 } })
    expect(sentenceOf(finding as Finding)).toMatch(/^2 threads were started, and 1 is enough: /)
  })

  test('too few are said', async () => {
    const run = await observe({}, async () => end(starts(1)))
    expect(diagnose(run, { threads: 3 })).toEqual([
      { name: 'tooFewThreads', facts: { many: 1, goal: 3, onMain: false, jobs: 0 } },
    ])
  })

  test('none at all is said', async () => {
    const run = await observe({}, () => sleep(10))
    expect(diagnose(run, { threads: 3 })[0]).toEqual({
      name: 'tooFewThreads',
      facts: { many: 0, goal: 3, onMain: true, jobs: 0 },
    })
  })

  test('the right number is not', async () => {
    const run = await observe({}, async () => end(starts(3)))
    expect(diagnose(run, { threads: 3 })).toEqual([])
  })

  test('is not said where there is no goal', async () => {
    const run = await observe({}, async () => end(starts(3)))
    expect(diagnose(run)).toEqual([])
  })

  test('fails the matcher with that sentence', async () => {
    const run = await observe({}, async () => end(starts(3)))
    expect(() => expect(run).toStartThreads(2)).toThrow(
      'expected 2 threads to be started, but there were 3',
    )
    expect(() => expect(run).toStartThreads(2)).toThrow('3 threads were started, and 2 are enough')
  })
})

describe('work on the main thread', () => {
  test('that is more than there is time for is said', async () => {
    const run = await observe({}, async () => {
      burn(80)
      await wait(1)
      burn(120)
    })
    expect(diagnose(run, { elapsed: 100 })[0]).toEqual({
      name: 'allOnTheMainThread',
      facts: { ms: 200, blocked: 120, goal: 100 },
    })
  })

  test('that fits into the time is not', async () => {
    const run = await observe({}, async () => {
      burn(80)
      await wait(100)
    })
    expect(diagnose(run, { elapsed: 100 })).not.toContainEqual(
      expect.objectContaining({ name: 'allOnTheMainThread' }),
    )
  })
})

describe('work that was shared out beforehand', () => {
  const halves = async (workers: Worker[]) => {
    await Promise.all([
      work(workers[0], { url: first }, { url: second }),
      work(workers[1], { url: urls[3] }, { url: urls[4] }),
    ])
    await end(workers)
  }

  test('is said: a thread is idle while another begins a piece', async () => {
    const run = await observe({ server: notebook }, () => halves(starts(2)))
    expect(diagnose(run, { elapsed: 490 })).toEqual([
      { name: 'dividedUpFront', facts: { who: 'thread 2', ms: 170, many: 1 } },
    ])
  })

  test('is not said where it took no longer than it should', async () => {
    const run = await observe({ server: notebook }, () => halves(starts(2)))
    expect(diagnose(run, { elapsed: 540 })).toEqual([])
  })

  test('is not said of one queue', async () => {
    const run = await observe({ server: notebook }, () => onThreads(urls, 3))
    expect(diagnose(run, { elapsed: 1000 })).toEqual([])
  })
})

describe('threads that wait for a core', () => {
  test('are said, with how long', async () => {
    const run = await observe({ cores: 1 }, async () => {
      const workers = starts(2)
      await Promise.all(workers.map(worker => work(worker, { burn: 10 })))
      await end(workers)
    })
    expect(diagnose(run, { elapsed: 10 })).toEqual([{ name: 'noCoreFree', facts: { ms: 10 } }])
  })

  test('are not said where there is a core for each', async () => {
    const run = await observe({ cores: 2 }, async () => {
      const workers = starts(2)
      await Promise.all(workers.map(worker => work(worker, { burn: 10 })))
      await end(workers)
    })
    expect(diagnose(run, { elapsed: 5 })).toEqual([])
  })
})

describe('an update that was lost', () => {
  const counted = (does: string, choices: number[], threads = 2) =>
    observe({ choices }, async () => {
      const cells = new Int32Array(new SharedArrayBuffer(8))
      const file = new URL('../thread-files/cells.ts', import.meta.url)
      const workers = Array.from({ length: threads }, () => {
        return new Worker(file, { workerData: { does, cells } })
      })
      await Promise.all(workers.map(worker => once(worker, 'exit')))
    })

  test('is said, with who read and who wrote', async () => {
    expect(diagnose(await counted('counts', [0, 0, 2]))).toEqual([
      {
        name: 'lostUpdate',
        facts: {
          who: 'thread 1',
          read: '[0] = 0',
          other: 'thread 2',
          between: 'store [0]: 0 -> 1',
          write: 'store [0]: 1 -> 1',
          isLock: false,
        },
      },
    ])
  })

  test('is not said where none was lost', async () => {
    expect(diagnose(await counted('counts', []))).toEqual([])
  })

  test('is not said of one operation, whoever is interrupted', async () => {
    expect(diagnose(await counted('countsByAdd', [0, 2, 2, 2, 2]))).toEqual([])
  })
})

describe('a thread whose error nobody heard', () => {
  test('is said with the error', async () => {
    const run = await observe({}, async () => {
      const worker = new Worker(new URL('../thread-files/stands.ts', import.meta.url), {
        workerData: { does: 'listensAndThrows' },
      })
      await wait(5)
      worker.postMessage('a')
      await wait(100)
    })
    expect(diagnose(run)).toEqual([
      { name: 'errorOfAThread', facts: { who: 'thread 1', ms: 5, error: 'Error: boom' } },
    ])
  })

  test('is not said of an error of the main thread', async () => {
    const run = await observe({}, async () => {
      starts(1)
      setTimeout(() => {
        throw new Error('mine')
      }, 5)
      await wait(100)
    })
    expect(diagnose(run)).toEqual([
      {
        name: 'uncaughtError',
        facts: { ms: 5, error: 'Error: mine', isClients: false, isSlip: false },
      },
    ])
  })
})

describe('something that can not be copied', () => {
  test.each([
    ['a URL as workerData', new URL('https://example.org/')],
    ['a function', () => {}],
  ])('is said: %s', async (_what, workerData) => {
    const run = await observe({}, () => {
      new Worker(new URL('../thread-files/jobs.ts', import.meta.url), { workerData })
    })
    expect(diagnose(run)).toEqual([{ name: 'notCopied', facts: {} }])
  })
})

describe('a program that waits for threads that are gone', () => {
  test('is told that all have ended, and when', async () => {
    const run = await observe({}, async () => {
      const workers = starts(2)
      await wait(5)
      await end(workers)
      await once(workers[0] as Worker, 'message')
    })
    expect(diagnose(run)).toEqual([
      { name: 'everyThreadHasEnded', facts: { only: undefined, ms: 5 } },
    ])
  })

  test('is told which one has ended where others have not', async () => {
    const run = await observe({}, async () => {
      const workers = starts(2)
      await wait(5)
      await workers[0]?.terminate()
      await once(workers[0] as Worker, 'message')
    })
    expect(diagnose(run)).toEqual([
      { name: 'oneThreadHasEnded', facts: { who: 'thread 1', ms: 5 } },
    ])
  })

  test('is not told so where all live', async () => {
    const run = await observe({}, async () => {
      await once(starts(1)[0] as Worker, 'message')
    })
    expect(diagnose(run)).toEqual([])
  })
})

describe('the picture of threads', () => {
  test('shows what each thread does: I/O, computing, waiting for a core or a lock, nothing', async () => {
    const run = await simulate({ server: notebook, cores: 1 }, async () => {
      const workers = starts(3)
      const cells = new Int32Array(new SharedArrayBuffer(8))
      const waiter = new Worker(new URL('../thread-files/cells.ts', import.meta.url), {
        workerData: { does: 'waits', cells },
      })
      await Promise.all([
        work(workers[0], { url: third }, { burn: 40 }),
        work(workers[1], { sleep: 260 }, { burn: 40 }),
        wait(150).then(() => work(workers[2], { sleep: 50 })),
      ])
      Atomics.notify(cells, 0)
      await once(waiter, 'exit')
      await end(workers)
    })
    expect(`\n${timeline(run)}\n`).toBe(`
            ms 0               100              200              300
               |---------------|----------------|----------------|---
your function  ......................................................      0-320
thread 1       ========================================%%%%%cc%%_____    idle 30
thread 2       -------------------------------------------cc%%c%%%%%% never idle
thread 3       _________________________--------]____________________   idle 270
thread 4       LLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLL never idle
setTimeout 150 -------------------------|                                  0-150

= in flight   - waits   % computing   | fires   c waits for a core
L waits for a lock   _ idle   ] done
`)
  })

  test('is never wider than 80 columns, however many threads there are', async () => {
    const run = await simulate({ server: notebook }, () => onThreads(urls.concat(urls), 26))
    const lines = timeline(run).split('\n')
    expect(Math.max(...lines.map(line => line.length))).toBe(80)
    expect(lines.filter(line => line.startsWith('thread '))).toHaveLength(24)
    expect(lines).toContainEqual(expect.stringMatching(/^\.\. 2 threads \.\.$/))
  })

  test('shows a thread that was left behind as going on', async () => {
    const run = await simulate({}, async () => {
      starts(1)
      await wait(100)
    })
    expect(timeline(run)).toMatch(/\nthread 1 +_+> idle 100\n/)
  })

  test('shows a thread that begins late and ends early in its place', async () => {
    const run = await simulate({}, async () => {
      await wait(50)
      const workers = starts(1)
      await work(workers[0], { sleep: 25 })
      await end(workers)
      await wait(25)
    })
    expect(`\n${timeline(run)}\n`).toBe(`
           ms 0          20         40         60         80
              |----------|----------|----------|----------|----------
your function .......................................................      0-100
thread 1                                 --------------]              never idle
setTimeout 50 ---------------------------|                                  0-50
setTimeout 25                                          -------------|     75-100

- waits   | fires   ] done
`)
  })
})

describe('threads that end as soon as they are started', () => {
  const start = (does: string) =>
    new Worker(new URL('../thread-files/behaves.ts', import.meta.url), { workerData: { does } })

  /** Starts a thread, and another one whenever it has ended, so many times. */
  const replace = (does: string, times: number) =>
    observe({}, async () => {
      for (let started = 0; started < times; started++) {
        const worker = start(does).on('error', () => {})
        await new Promise(resolve => worker.on('exit', resolve))
      }
    })

  test.each([
    ['throws', 'The first of them died of: boom. '],
    ['ends', 'The first of them exited without an error because it waited for nothing. '],
  ])('are not replaced for ever: one that %s', async (does, sentence) => {
    const { outcome } = await replace(does, Number.POSITIVE_INFINITY)
    expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'BusyWait' } })
    const { message } = (outcome as PromiseRejectedResult).reason as Error
    expect(message).toContain('200 threads exited at 0 ms, as soon as they were started')
    expect(message).toContain('thread-diagnoses.test.ts:')
    expect(message).toContain(sentence)
  })

  test('may be two hundred', async () => {
    expect((await replace('ends', 200)).outcome).toMatchObject({ status: 'fulfilled' })
  })

  test('may be more where the program has ended them, or where time has passed', async () => {
    const run = await observe({}, async () => {
      for (let started = 1; started <= 420; started++) {
        await (started % 2 ? once(start('ends'), 'exit') : start('ends').terminate())
        if (started === 300) await wait(1)
      }
    })
    expect(run.outcome).toMatchObject({ status: 'fulfilled' })
  })
})
