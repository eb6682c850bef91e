import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { get } from '#lab/blocking'

const { urls, next } = workerData as { urls: string[]; next: Int32Array }
let index = Atomics.add(next, 0, 1)
while (index < urls.length) {
  const url = urls[index] as string
  ;(parentPort as MessagePort).postMessage([index, `[${get(url).status}] ${url}`])
  index = Atomics.add(next, 0, 1)
}
