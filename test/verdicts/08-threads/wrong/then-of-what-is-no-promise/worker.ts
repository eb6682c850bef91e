import { parentPort, workerData } from 'node:worker_threads'

const { default: job } = await import(workerData)

parentPort?.on('message', arg => {
  try {
    job(arg)
      .then((result: unknown) => parentPort?.postMessage({ result }))
      .catch(({ name, message }: Error) => parentPort?.postMessage({ error: { name, message } }))
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ error: { name, message } })
  }
})
