import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

const port = parentPort as MessagePort
const { default: work } = await import(workerData)

// The thread's side. It loads the work once and does it for each input; an error that nobody catches ends it.
port.on('message', input => port.postMessage(work(input)))
