import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', (text: string) => {
  const { id, argument } = JSON.parse(text)
  try {
    parentPort?.postMessage(JSON.stringify({ id, result: work(argument) }))
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage(JSON.stringify({ id, error: { name, message } }))
  }
})
