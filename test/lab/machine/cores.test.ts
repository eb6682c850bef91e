import { once } from 'node:events'
import os from 'node:os'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Options, type Run, simulate } from '#lab'
import { burn, sleep } from '#lab/blocking'

interface Told {
  readonly at: number
  readonly process: number
  readonly thread: number
}

/** Threads that each sleep and burn by turns; what each one tells at its end. */
function burning(options: Options, ...all: readonly (readonly number[])[]): Promise<Run<Told[]>> {
  return simulate(options, () =>
    Promise.all(
      all.map(async workerData => {
        const worker = new Worker(new URL('../thread-files/burns.ts', import.meta.url), {
          workerData,
        })
        const [message] = await once(worker, 'message')
        return message as Told
      }),
    ),
  )
}

/** When each thread computed and when it waited for a core, as `thread 1 computing 0-10`. */
function spansOf({ trace }: Run): string[] {
  return trace
    .filter(({ kind }) => kind === 'computing' || kind === 'waiting')
    .map(({ track, kind, from, to }) => `${track} ${kind} ${from}-${to}`)
}

/**
 * When each of some threads has done its work, all there from the beginning, computed in another way:
 * cores are given in slices, a queue of threads, one round after the other.
 */
function endsOf(work: readonly number[], cores: number, slice: number): number[] {
  const left = [...work]
  const ends = work.map(() => 0)
  const queue = work.map((_, thread) => thread)
  const running: { thread: number; until: number }[] = []
  let now = 0
  const fill = () => {
    while (running.length < cores && queue.length > 0) {
      const thread = queue.shift() as number
      running.push({ thread, until: now + Math.min(slice, left[thread] as number) })
    }
  }
  fill()
  while (running.length > 0) {
    running.sort((a, b) => a.until - b.until || a.thread - b.thread)
    const { thread, until } = running.shift() as { thread: number; until: number }
    now = until
    left[thread] = (left[thread] as number) - Math.min(slice, left[thread] as number)
    if (left[thread] === 0) ends[thread] = now
    else queue.push(thread)
    fill()
  }
  return ends
}

describe('eight burns of 100 ms', () => {
  const eight = Array.from({ length: 8 }, () => [0, 100])

  test.each<[string, Options, number]>([
    ['4 cores', {}, 200],
    ['4 cores that are asked for', { cores: 4 }, 200],
    ['1 core', { cores: 1 }, 800],
    ['2 cores', { cores: 2 }, 400],
    ['3 cores', { cores: 3 }, 270],
    ['8 cores', { cores: 8 }, 100],
    ['100 cores', { cores: 100 }, 100],
    ['one lock, as in CPython', { gil: true }, 800],
    ['one lock, however many cores', { gil: true, cores: 8 }, 800],
  ])('on %s', async (_, options, ms) => {
    const run = await burning(options, ...eight)
    expect(run).toTake(ms)
    expect(run.cpu).toBe(800)
  })

  test('with Promise.all on the main thread take 800', async () => {
    const run = await simulate({}, () => Promise.all(eight.map(async () => burn(100))))
    expect(run).toTake(800)
    expect(run.cpu).toBe(800)
  })
})

describe('threads that want more cores than there are', () => {
  test('take turns of 10 ms, first in first out', async () => {
    const run = await burning({ cores: 1 }, [0, 25], [0, 5], [0, 15])
    expect(spansOf(run)).toEqual([
      'thread 1 computing 0-10',
      'thread 2 waiting 0-10',
      'thread 3 waiting 0-15',
      'thread 1 waiting 10-25',
      'thread 2 computing 10-15',
      'thread 3 computing 15-25',
      'thread 3 waiting 25-35',
      'thread 1 computing 25-35',
      'thread 1 waiting 35-40',
      'thread 3 computing 35-40',
      'thread 1 computing 40-45',
    ])
    expect(run.result.map(({ at }) => at)).toEqual([45, 15, 40])
  })

  test('take turns of 5 ms where there is one lock', async () => {
    const run = await burning({ gil: true }, [0, 12], [0, 7])
    expect(spansOf(run)).toEqual([
      'thread 1 computing 0-5',
      'thread 2 waiting 0-5',
      'thread 1 waiting 5-10',
      'thread 2 computing 5-10',
      'thread 2 waiting 10-15',
      'thread 1 computing 10-15',
      'thread 1 waiting 15-17',
      'thread 2 computing 15-17',
      'thread 1 computing 17-19',
    ])
  })

  test('do not give a core back while nobody else wants it', async () => {
    const run = await burning({ cores: 1 }, [0, 100], [95, 10])
    expect(spansOf(run)).toEqual([
      'thread 1 computing 0-100',
      'thread 2 waiting 95-100',
      'thread 2 computing 100-110',
    ])
  })

  test('notice at the end of a slice that another one waits', async () => {
    const run = await burning({ cores: 1 }, [0, 100], [42, 10])
    expect(spansOf(run)).toEqual([
      'thread 1 computing 0-50',
      'thread 2 waiting 42-50',
      'thread 1 waiting 50-60',
      'thread 2 computing 50-60',
      'thread 1 computing 60-110',
    ])
  })

  test('do not need a core while they sleep', async () => {
    const run = await burning({ cores: 1 }, [0, 10, 20, 10], [0, 10])
    expect(run.result.map(({ at }) => at)).toEqual([40, 20])
  })

  test('the main thread is one of them', async () => {
    const run = await simulate({ cores: 1 }, async () => {
      const worker = new Worker(new URL('../thread-files/burns.ts', import.meta.url), {
        workerData: [0, 20],
      })
      burn(20)
      const at = performance.now()
      await once(worker, 'exit')
      return at
    })
    expect(spansOf(run)).toEqual([
      'main computing 0-10',
      'thread 1 waiting 0-10',
      'main waiting 10-20',
      'thread 1 computing 10-20',
      'thread 1 waiting 20-30',
      'main computing 20-30',
      'thread 1 computing 30-40',
    ])
    expect(run.result).toBe(30)
    expect(run.cpu).toBe(40)
  })

  test('one that is terminated has used as much as it could until then', async () => {
    const run = await simulate({}, async () => {
      const file = new URL('../thread-files/burns.ts', import.meta.url)
      const worker = new Worker(file, { workerData: [0, 100] })
      sleep(5)
      await worker.terminate()
    })
    expect(spansOf(run)).toEqual(['thread 1 computing 0-5'])
    expect(run.cpu).toBe(5)
  })

  test('one that is terminated gives its core or its place in the queue back', async () => {
    const run = await simulate({ cores: 1 }, async () => {
      const [first, second, third] = [1000, 1000, 10].map(ms => {
        const file = new URL('../thread-files/burns.ts', import.meta.url)
        return new Worker(file, { workerData: [0, ms] })
      })
      sleep(5)
      await Promise.all([first?.terminate(), second?.terminate()])
      const [{ at }] = await once(third as Worker, 'message')
      return at
    })
    expect(run.result).toBe(15)
  })

  test('have the times that a queue of slices gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (work, cores, gil) => {
          const run = await burning({ cores, gil }, ...work.map(ms => [0, ms]))
          const expected = gil ? endsOf(work, 1, 5) : endsOf(work, cores, 10)
          expect(run.result.map(({ at }) => at)).toEqual(expected)
          expect(run.elapsed).toBe(Math.max(...expected))
          expect(run.cpu).toBe(work.reduce((sum, ms) => sum + ms, 0))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('never compute on more cores than there are, and never leave one empty that is wanted', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(times, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        async (all, cores) => {
          const { trace } = await burning({ cores }, ...all)
          const spans = trace.filter(({ from, to }) => from < to)
          for (const { from } of spans) {
            const at = spans.filter(span => span.from <= from && from < span.to)
            const computing = at.filter(({ kind }) => kind === 'computing').length
            const waiting = at.filter(({ kind }) => kind === 'waiting').length
            expect(computing).toBeLessThanOrEqual(cores)
            expect(waiting === 0 || computing === cores).toBe(true)
          }
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('a switch that costs', () => {
  /** The same while the main thread does nothing: it would need a core, too. */
  function alone(options: Options, ...all: readonly (readonly number[])[]): Promise<Run<Told[]>> {
    return simulate(options, () => {
      const workers = all.map(workerData => {
        return new Worker(new URL('../thread-files/burns.ts', import.meta.url), { workerData })
      })
      const told = Promise.all(workers.map(worker => once(worker, 'message')))
      sleep(1000)
      return told.then(messages => messages.map(([message]) => message as Told))
    })
  }

  test('costs nothing, as long as each thread has a core of its own', async () => {
    const run = await alone({ cores: 4, switchCost: 3 }, [0, 20], [0, 20])
    expect(run.result.map(({ at }) => at)).toEqual([20, 20])
    expect(run.cpu).toBe(40)
  })

  test('costs nothing where the same thread goes on', async () => {
    const run = await alone({ cores: 1, switchCost: 5 }, [0, 10, 10, 10, 10, 10])
    expect(run.result.map(({ at }) => at)).toEqual([50])
    expect(run.cpu).toBe(30)
    expect(run).toTake(1000)
  })

  test('is charged to the thread that comes onto a core which another one had', async () => {
    const run = await alone({ cores: 1, switchCost: 1 }, [0, 20], [0, 20])
    expect(spansOf(run).filter(span => span.includes('computing'))).toEqual([
      'thread 1 computing 0-10',
      'thread 2 computing 10-21',
      'thread 1 computing 21-32',
      'thread 2 computing 32-43',
    ])
    expect(run.cpu).toBe(43)
  })

  test('is charged also after a blocking call, where another thread had the core', async () => {
    const run = await alone({ cores: 1, switchCost: 2 }, [5, 10, 20, 5], [16, 10])
    expect(spansOf(run).filter(span => span.includes('computing'))).toEqual([
      'thread 1 computing 5-15',
      'thread 2 computing 16-28',
      'thread 1 computing 35-42',
    ])
  })
})

describe('a switch that costs very little', () => {
  test('changes very little', async () => {
    const [free, cheap] = [0, 0.001].map(
      switchCost => () => burning({ cores: 1, switchCost }, [0, 100], [15]),
    )
    expect((await free?.())?.result[1]?.at).toBe(15)
    expect(Math.round((await cheap?.())?.result[1]?.at ?? 0)).toBe(15)
  })
})

describe('a thread that costs', () => {
  test('is charged before its first line, to itself', async () => {
    const run = await burning({ threadCost: 30 }, [0, 10])
    expect(run.result).toEqual([{ at: 40, process: 40_000, thread: 40_000 }])
    expect(run.cpu).toBe(40)
    expect(run.trace.find(({ label }) => label === 'thread start')).toMatchObject({
      track: 'thread 1',
      kind: 'computing',
      from: 0,
      to: 30,
    })
  })

  test('needs a core for it', async () => {
    const run = await burning({ threadCost: 30, cores: 2 }, [0, 0], [0, 0], [0, 0], [0, 0])
    expect(run).toTake(60)
    expect(run.cpu).toBe(120)
  })

  test('does not stop the main thread', async () => {
    const run = await simulate({ threadCost: 30 }, () => {
      new Worker(new URL('../thread-files/burns.ts', import.meta.url), { workerData: [] })
      return performance.now()
    })
    expect(run.result).toBe(0)
    expect(run.left).toEqual([{ kind: 'thread', label: 'burns.ts', ended: 30 }])
  })
})

describe('processor time', () => {
  test('of the process is that of all threads, of a thread is its own', async () => {
    const run = await burning({}, [0, 10], [5, 20], [40, 5])
    expect(run.result).toEqual([
      { at: 10, process: 15_000, thread: 10_000 },
      { at: 25, process: 30_000, thread: 20_000 },
      { at: 45, process: 35_000, thread: 5_000 },
    ])
  })

  test('is told at the end of each burn', async () => {
    const run = await burning({}, [0, 10], [10, 20], [40, 5])
    expect(run.result).toEqual([
      { at: 10, process: 10_000, thread: 10_000 },
      { at: 30, process: 30_000, thread: 20_000 },
      { at: 45, process: 35_000, thread: 5_000 },
    ])
  })

  test('on the main thread, too', async () => {
    const run = await simulate({}, async () => {
      const file = new URL('../thread-files/burns.ts', import.meta.url)
      const worker = new Worker(file, { workerData: [0, 30] })
      burn(10)
      await once(worker, 'exit')
      return [process.cpuUsage().user, process.threadCpuUsage().user]
    })
    expect(run.result).toEqual([40_000, 10_000])
    expect(run.cpu).toBe(40)
  })
})

describe('how many cores there are', () => {
  const asked = () => [
    os.availableParallelism(),
    os.cpus().length,
    globalThis.navigator.hardwareConcurrency,
  ]

  test('is what the run was given, and not what the computer has', async () => {
    expect((await simulate({ cores: 7 }, asked)).result).toEqual([7, 7, 7])
    expect((await simulate({ cores: 3, gil: true }, asked)).result).toEqual([3, 3, 3])
    expect((await simulate({}, asked)).result).toEqual([4, 4, 4])
  })
})
