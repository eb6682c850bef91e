import { workerData } from 'node:worker_threads'
import { sleep } from '#lab/blocking'
import { Semaphore } from '../locks.ts'

/** A thread that comes after some ms, holds a permit for some ms, and checks how many are inside. */
const { buffer, most, comes, stays } = workerData
const inside: Int32Array = workerData.inside
const semaphore = new Semaphore(buffer)

sleep(comes)
using permit = semaphore.acquire()
const threads = Atomics.add(inside, 0, 1) + 1
if (threads > most) {
  const many = `${threads} threads were inside at once, with ${most} permits`
  throw new Error(`${many}: did each look and take in one step, after waking up, too?`)
}
sleep(stays)
Atomics.sub(inside, 0, 1)
