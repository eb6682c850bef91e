import { parentPort, workerData } from 'node:worker_threads'

const { default: job } = await import(workerData)

parentPort?.on('message', async arg => {
  // Nothing to do: the pool is closed.
  if (!arg) process.exit()
  try {
    parentPort?.postMessage({ result: await job(arg) })
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ error: { name, message } })
  }
})
