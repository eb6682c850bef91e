import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', async ([id, argument]) => {
  try {
    parentPort?.postMessage([id, undefined, await work(argument)])
  } catch (error) {
    parentPort?.postMessage([id, error])
  }
})
