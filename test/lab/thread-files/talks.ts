import { parentPort, workerData } from 'node:worker_threads'
import { sleep } from '#lab/blocking'

// Says its name at given times, then answers what it is asked.
const { name, times } = workerData as { name: string; times: number[] }
for (const ms of times) {
  sleep(ms)
  parentPort?.postMessage(name)
}
parentPort?.on('message', message => {
  parentPort?.postMessage([name, message])
  if (message === 'end') parentPort?.close()
})
