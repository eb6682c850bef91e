import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', ({ id, argument }) => {
  try {
    parentPort?.postMessage({ id, result: work(argument) })
  } catch (error) {
    parentPort?.postMessage({ id, result: error })
  }
})
