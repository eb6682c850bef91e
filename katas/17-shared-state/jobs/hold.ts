import { workerData } from 'node:worker_threads'
import { sleep } from '#lab/blocking'
import { Lock } from '../locks.ts'

/** A thread that holds the lock for some ms, so many times, and checks that it is alone inside. */
const { buffer, stays, times } = workerData
const inside: Int32Array = workerData.inside
const lock = new Lock(buffer)

for (let time = 0; time < times; time++) {
  lock.acquire()
  const threads = Atomics.add(inside, 0, 1) + 1
  if (threads > 1) {
    throw new Error(
      `${threads} threads hold the Lock: did each look and take in one step, after waking up, too?`,
    )
  }
  sleep(stays)
  Atomics.sub(inside, 0, 1)
  lock.release()
}
