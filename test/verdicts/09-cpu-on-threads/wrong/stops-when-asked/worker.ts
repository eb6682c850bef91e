import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', ({ stop, input }) => {
  if (stop) parentPort?.close()
  else parentPort?.postMessage(work(input))
})
