import { parentPort, workerData } from 'node:worker_threads'

const { default: job } = await import(workerData)

parentPort?.on('message', arg => {
  try {
    Promise.resolve(job(arg)).then(result => parentPort?.postMessage({ result }))
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ error: { name, message } })
  }
})
