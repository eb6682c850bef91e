import { parentPort, workerData } from 'node:worker_threads'

const { default: openSession } = await import(workerData)
const session = openSession()

// Nothing else waits on this thread, so it is all the same: cooperative or blocking.
parentPort?.on('message', async (url: string) => {
  const { status } = await session.fetch(url)
  parentPort?.postMessage(`[${status}] ${url}`)
})
