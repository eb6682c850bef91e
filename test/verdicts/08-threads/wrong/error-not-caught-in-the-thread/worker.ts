import { parentPort, workerData } from 'node:worker_threads'

const { default: job } = await import(workerData)

parentPort?.on('message', async arg => {
  parentPort?.postMessage({ result: await job(arg) })
})
