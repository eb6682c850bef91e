import { parentPort, workerData } from 'node:worker_threads'
import { sleep } from '#lab/blocking'

// One job, or as many as it is sent: each blocks for so many ms.
if (typeof workerData === 'number') sleep(workerData)
else {
  parentPort?.on('message', (ms: number) => {
    sleep(ms)
    parentPort?.postMessage(ms)
  })
}
