import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', ({ argument }) => {
  parentPort?.postMessage({ result: work(argument) })
})
