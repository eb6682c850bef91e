import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', ({ id, argument }) => {
  let result: unknown
  try {
    result = work(argument)
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ id, error: { name, message } })
    return
  }
  parentPort?.postMessage({ id, result })
})
