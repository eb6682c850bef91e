import { parentPort } from 'node:worker_threads'
import { get } from '#lab/blocking'

parentPort?.on('message', (url: string) => {
  parentPort?.postMessage(`[${get(url).status}] ${url}`)
})
