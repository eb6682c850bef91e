import { parentPort, workerData } from 'node:worker_threads'

const session = workerData

parentPort?.on('message', (url: string) => {
  parentPort?.postMessage(`[${session.get(url).status}] ${url}`)
})
