import { parentPort, workerData } from 'node:worker_threads'

parentPort?.on('message', async ({ input }) => {
  try {
    const { default: work } = await import(workerData)
    parentPort?.postMessage({ result: await work(input) })
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ error: { name, message } })
  }
})
