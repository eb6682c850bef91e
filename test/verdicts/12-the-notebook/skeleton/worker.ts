import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

const port = parentPort as MessagePort
const { default: openSession } = await import(workerData)

// The thread's side. It opens one session, and answers each address with its line; an error that nobody catches
// ends the thread. The session ends with it.
const session = openSession()
port.on('message', url => port.postMessage(`[${session.get(url).status}] ${url}`))
