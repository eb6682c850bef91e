import { parentPort, workerData } from 'node:worker_threads'

const module = await import(workerData)
const session = module.default()

parentPort?.on('message', ({ index, url }) => {
  parentPort?.postMessage({ index, status: session.get(url).status })
})
parentPort?.postMessage('ready')
