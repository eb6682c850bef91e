import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

const port = parentPort as MessagePort
const { default: openSession } = await import(workerData.sessionFile)
const session = openSession()

port.on('message', (url: string) => {
  try {
    const { status } = session.get(url)
    port.postMessage({ line: `[${status}] ${url}` })
  } catch (error) {
    port.postMessage({ error: (error as Error).message })
  }
})
