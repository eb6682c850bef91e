import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

// Runs in a process of its own, without the lab: what Node takes to start something, and to keep it waiting.

const file = new URL('./waits.ts', import.meta.url)
const ROUNDS = 9

/** The figures, to whoever has started this: ms and bytes for each. */
process.stdout.write(
  JSON.stringify({
    task: await tasks(),
    thread: await medianOf(thread),
    process: await medianOf(childProcess),
  }),
)

interface Cost {
  readonly ms: number
  readonly bytes: number
}

async function medianOf(measure: () => Promise<Cost>): Promise<Cost> {
  const costs = await Array.fromAsync({ length: ROUNDS }, measure)
  const middle = (values: number[]) => values.sort((a, b) => a - b)[ROUNDS >> 1] as number
  return { ms: middle(costs.map(({ ms }) => ms)), bytes: middle(costs.map(({ bytes }) => bytes)) }
}

/** Tasks that wait for one promise: one `async` function that is stopped at its `await`. */
async function tasks(): Promise<Cost> {
  const many = 200_000
  const { promise, resolve } = Promise.withResolvers<void>()
  const wait = async () => {
    await promise
  }
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const start = performance.now()
  const all = Array.from({ length: many }, wait)
  const ms = (performance.now() - start) / many
  globalThis.gc?.()
  const bytes = (process.memoryUsage().heapUsed - before) / many
  resolve()
  await Promise.all(all)
  return { ms, bytes }
}

async function thread(): Promise<Cost> {
  const before = process.memoryUsage().rss
  const start = performance.now()
  const worker = new Worker(file)
  await once(worker, 'message')
  const ms = performance.now() - start
  const bytes = process.memoryUsage().rss - before
  await worker.terminate()
  return { ms, bytes }
}

async function childProcess(): Promise<Cost> {
  const start = performance.now()
  const child = fork(file)
  const [bytes] = (await once(child, 'message')) as [number]
  const ms = performance.now() - start
  child.kill()
  await once(child, 'exit')
  return { ms, bytes }
}
