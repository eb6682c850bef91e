import { parentPort, workerData } from 'node:worker_threads'

// The thread's side: opens a session of its own, once, and answers each address with its line.

const { default: openSession } = await import(workerData)
const session = openSession()

// Errors are not caught: one ends the thread, and its Worker then emits 'error' with it.
parentPort?.on('message', (url: string) => {
  parentPort?.postMessage(`[${session.get(url).status}] ${url}`)
})
