import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { interleavings, simulate } from '#lab'

const file = new URL('./count-twice.ts', import.meta.url)

/** The least that two threads count to, of many turns that they may take, in the words of the choices. */
export default async (): Promise<string> => {
  const counts: number[] = []
  for (const choices of fc.sample(interleavings(), { seed: 7, numRuns: 100 })) {
    const { result } = await simulate({ choices }, async () => {
      const counter = new Int32Array(new SharedArrayBuffer(4))
      const workers = [1, 2].map(() => new Worker(file, { workerData: counter }))
      await Promise.all(workers.map(worker => once(worker, 'exit')))
      return Atomics.load(counter, 0)
    })
    counts.push(result)
  }
  return `${Math.min(...counts)}`
}
