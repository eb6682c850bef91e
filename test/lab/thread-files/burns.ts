import { parentPort, workerData } from 'node:worker_threads'
import { burn, sleep } from '#lab/blocking'

// Sleeps and burns by turns: [sleep, burn, sleep, burn, …], in ms.
const times = workerData as number[]
for (const [index, ms] of times.entries()) {
  if (index % 2 === 1) burn(ms)
  else if (ms > 0) sleep(ms)
}
parentPort?.postMessage({
  at: performance.now(),
  process: process.cpuUsage().user,
  thread: process.threadCpuUsage().user,
})
