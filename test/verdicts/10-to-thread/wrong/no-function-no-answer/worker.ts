import { parentPort, workerData } from 'node:worker_threads'

const module = await import(workerData).catch(() => undefined)

parentPort?.on('message', ({ id, argument }) => {
  try {
    parentPort?.postMessage({ id, result: module?.default(argument) })
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ id, error: { name, message } })
  }
})
