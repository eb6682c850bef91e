import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', ({ input }) => {
  try {
    parentPort?.postMessage({ result: work(input) })
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ error: { name, message } })
  }
})
