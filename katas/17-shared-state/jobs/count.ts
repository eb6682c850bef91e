import { workerData } from 'node:worker_threads'
import { sleep } from '#lab/blocking'
import { Lock } from '../locks.ts'

/** A thread that counts under the lock: it reads the counter, takes its time, and writes one more. */
const { buffer, times } = workerData
const counter: Int32Array = workerData.counter
const lock = new Lock(buffer)

for (let time = 0; time < times; time++) {
  sleep(10)
  using held = lock.acquire()
  const seen = Atomics.load(counter, 0)
  sleep(10)
  Atomics.store(counter, 0, seen + 1)
}
