import { type MessagePort, parentPort } from 'node:worker_threads'
import { get } from '#lab/blocking'

const port = parentPort as MessagePort

// The thread's side. It blocks this thread alone, and an error that nobody catches ends it.
port.on('message', url => {
  const { status } = get(url)
  port.postMessage(`[${status}] ${url}`)
})
