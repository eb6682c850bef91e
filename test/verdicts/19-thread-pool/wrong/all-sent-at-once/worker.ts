import { parentPort, workerData } from 'node:worker_threads'

const { default: job } = await import(workerData)

parentPort?.on('message', async ({ id, arg }) => {
  try {
    parentPort?.postMessage({ id, result: await job(arg) })
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ id, error: { name, message } })
  }
})
