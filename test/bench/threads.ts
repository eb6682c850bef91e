import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { burn } from '../../src/lab/blocking/index.ts'
import { interleavings, type Options, type Run, simulate } from '../../src/lab/index.ts'
import { host } from '../../src/lab/machine/host.ts'
import { medianOf, ms, table, timed } from './table.ts'

const file = (name: string) => new URL(`./threads/${name}.ts`, import.meta.url)

/** All figures about threads. */
export async function threadFigures(): Promise<void> {
  await startFigures()
  await handOverFigures()
  await jobFigures()
  await switchFigures()
  await memoryFigures()
  await raceFigures()
  await lockFigures()
}

/** What a simulated thread costs in real time, when a real one has to be started and when one is there. */
async function startFigures(): Promise<void> {
  const run = (threads: number) => () =>
    simulate({}, async () => {
      await Promise.all(
        Array.from({ length: threads }, () =>
          once(new Worker(file('sleep'), { workerData: 1 }), 'exit'),
        ),
      )
    })
  const rows: string[][] = []
  for (const threads of [1, 3, 19]) {
    const running = host.idleThreads.length
    const [first] = await timed(run(threads))
    const cold = host.idleThreads.length - running
    const median = await medianOf(15, run(threads))
    rows.push([`${threads}`, `${cold}`, ms(first), ms(median), ms(median / threads)])
  }
  table(['Threads started', 'of them cold', 'real: first', 'warm', 'per warm thread'], rows)
}

/** A message there and one back: two hand-overs of the token. */
async function handOverFigures(): Promise<void> {
  const times = 2000
  const run = (count: number) => () =>
    simulate({}, async () => {
      await using worker = new Worker(file('echo'))
      for (let time = 0; time < count; time++) {
        worker.postMessage(time)
        await once(worker, 'message')
      }
    })
  const without = await medianOf(5, run(1))
  const real = await medianOf(5, run(times))
  console.log(`A hand-over of the token, with its message: ${ms((real - without) / (2 * times))}\n`)
}

/** A pool of threads that block, with nothing but what the figures need. */
async function pool(threads: number, jobs: number, time: number): Promise<void> {
  const workers = Array.from({ length: threads }, () => new Worker(file('sleep')))
  let left = jobs
  await Promise.all(
    workers.map(async worker => {
      for (; left > 0; ) {
        left--
        worker.postMessage(time)
        await once(worker, 'message')
      }
      await worker.terminate()
    }),
  )
}

async function jobFigures(): Promise<void> {
  const jobs = 256
  const rows: string[][] = []
  for (const threads of [1, 2, 4, 8, 16, 32, 64]) {
    const run = () => simulate({}, () => pool(threads, jobs, 10))
    const [, { elapsed }] = await timed<Run<void>>(run)
    const real = await medianOf(3, run)
    rows.push([`${threads}`, `${elapsed} ms`, ms(real), ms(real / jobs)])
  }
  table([`${jobs} jobs of 10 ms, threads`, 'simulated', 'real', 'per job'], rows)
}

/**
 * What the notebook says of context switches: many jobs that only wait are light as tasks of one thread,
 * and heavy as threads. More than some dozens of real threads don't fit into a laptop's memory, so a
 * thread for each job is given in groups.
 */
async function switchFigures(): Promise<void> {
  const together = 64
  const options: Options = { cores: 4, switchCost: 0.01, threadCost: 25 }
  const asTasks = (jobs: number) => () =>
    Promise.all(
      Array.from({ length: jobs }, async () => {
        await sleep(100)
        burn(0.02)
      }),
    )
  const asThreads = (jobs: number) => async () => {
    for (let begun = 0; begun < jobs; begun += together) {
      const size = Math.min(together, jobs - begun)
      const start = () => once(new Worker(file('sleep'), { workerData: 100 }), 'exit')
      await Promise.all(Array.from({ length: size }, start))
    }
  }
  const rows: string[][] = []
  for (const jobs of [100, 8000]) {
    const programs: [string, () => Promise<unknown>][] = [
      ['tasks', asTasks(jobs)],
      [`a thread each, ${together} at once`, asThreads(jobs)],
      [`a pool of ${together} threads`, () => pool(together, jobs, 100)],
    ]
    for (const [name, program] of programs) {
      const [real, { elapsed, cpu }] = await timed<Run>(() => simulate(options, program))
      rows.push([`${jobs} ${name}`, `${elapsed} ms`, `${cpu} ms`, ms(real)])
    }
  }
  const { switchCost, threadCost } = options
  console.log(
    `Jobs that wait 100 ms and compute 0.02 ms; 4 cores, a switch costs ${switchCost} ms, a thread ${threadCost} ms`,
  )
  table(['', 'simulated', 'processor', 'real'], rows)
}

/** What one more task and one more worker take of a real process's memory. */
async function memoryFigures(): Promise<void> {
  const tasks = 10_000
  const heap = () => {
    globalThis.gc?.()
    return process.memoryUsage().heapUsed
  }
  const before = heap()
  const ends: AbortController[] = []
  const waiting = Array.from({ length: tasks }, () => {
    const end = new AbortController()
    ends.push(end)
    return host.real.promises.setTimeout(1e6, undefined, { signal: end.signal }).catch(() => {})
  })
  const perTask = (heap() - before) / tasks
  for (const end of ends) end.abort()
  await Promise.all(waiting)

  const workers = 8
  const rss = process.memoryUsage().rss
  const code = 'require("node:worker_threads").parentPort.on("message", () => {})'
  const started = Array.from({ length: workers }, () => new host.real.Worker(code, { eval: true }))
  await Promise.all(started.map(worker => once(worker, 'online')))
  await host.real.promises.setTimeout(200)
  const perWorker = (process.memoryUsage().rss - rss) / workers
  await Promise.all(started.map(worker => worker.terminate()))
  console.log(`Memory of a real task that waits: ${(perTask / 1024).toFixed(1)} KB`)
  console.log(`Memory of a real worker that does nothing: ${(perWorker / 2 ** 20).toFixed(1)} MB\n`)
}

interface Counting {
  readonly threads: number
  readonly times: number
  readonly guard?: { readonly module: string; readonly name: string; readonly buffer: unknown }
  readonly choices: readonly number[]
}

/** Counts on several threads, with a guard or without; answers with the count. */
async function counted({ threads, times, guard, choices }: Counting): Promise<number> {
  const cells = new Int32Array(new SharedArrayBuffer(4))
  const workerData = { cells, times, ...guard }
  const run = await simulate({ choices }, () =>
    Promise.all(
      Array.from({ length: threads }, () =>
        once(new Worker(file('count'), { workerData }), 'exit'),
      ),
    ).then(() => Atomics.load(cells, 0)),
  )
  return run.result
}

/** An unprotected counter: how soon fast-check finds that it is broken, and what it shrinks to. */
async function raceFigures(): Promise<void> {
  const seeds = 50
  let found = 0
  let one = 0
  let most = 0
  const [real] = await timed(async () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const threads = 2 + (seed % 7)
      const details = await fc.check(
        fc.asyncProperty(
          interleavings(),
          async choices => (await counted({ threads, times: 1, choices })) === threads,
        ),
        { seed, numRuns: 100 },
      )
      const [choices = []] = details.counterexample ?? []
      if (details.failed) found++
      if (choices.filter(choice => choice > 0).length === 1) one++
      most = Math.max(most, details.numRuns)
    }
  })
  console.log(
    `An unprotected counter on 2 to 8 threads: broken for ${found} of ${seeds} seeds, after ${most} ` +
      `runs at the most; shrunk to one switch for ${one} of ${seeds} (${ms(real)})`,
  )
}

/** The reference locks: how many random schedules they survive. */
async function lockFigures(): Promise<void> {
  const locks = new URL('../../solutions/17-shared-state/locks.ts', import.meta.url).href
  const { Lock, Semaphore } = (await import(
    locks
  )) as typeof import('../../solutions/17-shared-state/locks.ts')
  const guards = { Lock: () => new Lock().buffer, Semaphore: () => new Semaphore(1).buffer }
  for (const [name, bufferOf] of Object.entries(guards)) {
    const [real, details] = await timed(() =>
      fc.check(
        fc.asyncProperty(interleavings(), async choices => {
          const guard = { module: locks, name, buffer: bufferOf() }
          return (await counted({ threads: 3, times: 2, guard, choices })) === 6
        }),
        { numRuns: 10_000 },
      ),
    )
    const verdict = details.failed ? 'BROKEN' : 'none breaks it'
    console.log(`${name}: ${details.numRuns} random schedules, ${verdict} (${ms(real)})`)
  }
}
