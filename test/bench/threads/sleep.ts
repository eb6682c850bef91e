import { parentPort, workerData } from 'node:worker_threads'
import { burn, sleep } from '#lab/blocking'

// One job, or as many as it is sent: each blocks for so many ms, and computes a little.
function job(ms: number): void {
  sleep(ms)
  burn(0.02)
}

if (typeof workerData === 'number') job(workerData)
else {
  parentPort?.on('message', (ms: number) => {
    job(ms)
    parentPort?.postMessage(ms)
  })
}
