import { parentPort, workerData } from 'node:worker_threads'

const { default: openSession } = await import(workerData)
const session = openSession()

parentPort?.on('message', (url: string) => {
  try {
    parentPort?.postMessage(`[${session.get(url).status}] ${url}`)
  } catch (error) {
    parentPort?.postMessage(`${error}`)
  }
})
