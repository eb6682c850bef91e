import { parentPort, workerData } from 'node:worker_threads'

const { default: openSession } = await import(workerData)

parentPort?.on('message', (url: string) => {
  using session = openSession()
  parentPort?.postMessage(`[${session.get(url).status}] ${url}`)
})
