import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', text => {
  const { input } = JSON.parse(text)
  parentPort?.postMessage(JSON.stringify({ result: work(input) }))
})
