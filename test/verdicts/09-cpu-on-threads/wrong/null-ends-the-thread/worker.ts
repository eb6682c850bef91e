import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', input => {
  if (input === null) parentPort?.close()
  else parentPort?.postMessage(work(input))
})
