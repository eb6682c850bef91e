import { type MessagePort, parentPort } from 'node:worker_threads'
import { get } from '#lab/blocking'

const port = parentPort as MessagePort
port.on('message', ({ index, url }) => {
  port.postMessage({ index, line: `[${get(url).status}] ${url}` })
})
port.postMessage(undefined)
