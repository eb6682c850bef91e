import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData.file)

parentPort?.on('message', ({ argument }) => {
  try {
    parentPort?.postMessage({ result: work(argument) })
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ error: { name, message } })
  }
  Atomics.store(workerData.done, 0, 1)
  Atomics.notify(workerData.done, 0)
})
