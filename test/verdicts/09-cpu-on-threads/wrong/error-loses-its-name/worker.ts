import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', ({ input }) => {
  try {
    parentPort?.postMessage({ result: work(input) })
  } catch (error) {
    parentPort?.postMessage({ error })
  }
})
