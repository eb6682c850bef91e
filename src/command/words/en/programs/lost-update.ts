import { once } from 'node:events'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import type { Options } from '#lab'
import { burn } from '#lab/blocking'

// Two threads count in shared memory, and one of the counts is lost. What if you use Atomics.add? And with one core?
export const options: Options = { cores: 2 }

export default async () => {
  const memory = new SharedArrayBuffer(4)
  const threads = [1, 2].map(() => new Worker(new URL(import.meta.url), { workerData: memory }))
  await Promise.all(threads.map(thread => once(thread, 'exit')))
  return Atomics.load(new Int32Array(memory), 0)
}

// The threads' side: each of them runs this same file.
if (!isMainThread) {
  const counter = new Int32Array(workerData as SharedArrayBuffer)
  const before = Atomics.load(counter, 0)
  burn(20)
  Atomics.store(counter, 0, before + 1)
  console.log('counted from', before, 'to', before + 1)
}
