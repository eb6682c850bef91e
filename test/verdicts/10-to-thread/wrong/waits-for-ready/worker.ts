import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.postMessage({ id: 'ready' })
parentPort?.on('message', ({ id, argument }) => {
  try {
    parentPort?.postMessage({ id, result: work(argument) })
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ id, error: { name, message } })
  }
})
