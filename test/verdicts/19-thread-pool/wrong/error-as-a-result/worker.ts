import { parentPort, workerData } from 'node:worker_threads'

const { default: job } = await import(workerData)

parentPort?.on('message', async arg => {
  const result = await Promise.try(job, arg).catch(error => error)
  parentPort?.postMessage({ result })
})
