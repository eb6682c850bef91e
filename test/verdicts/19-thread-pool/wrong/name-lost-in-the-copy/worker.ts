import { parentPort, workerData } from 'node:worker_threads'

const { default: job } = await import(workerData)

parentPort?.on('message', async arg => {
  try {
    parentPort?.postMessage({ result: await job(arg) })
  } catch (error) {
    parentPort?.postMessage({ error })
  }
})
