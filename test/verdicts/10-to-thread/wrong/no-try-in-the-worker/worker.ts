import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', ({ id, argument }) => {
  parentPort?.postMessage({ id, result: work(argument) })
})
