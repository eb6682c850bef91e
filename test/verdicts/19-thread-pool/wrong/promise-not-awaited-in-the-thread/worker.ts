import { parentPort, workerData } from 'node:worker_threads'

const { default: job } = await import(workerData)

parentPort?.on('message', arg => {
  try {
    const result = job(arg)
    parentPort?.postMessage({ result })
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ error: { name, message } })
  }
})
