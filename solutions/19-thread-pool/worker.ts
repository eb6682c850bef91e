import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

const port = parentPort as MessagePort
const { default: job } = (await import(workerData)) as { default: (arg: unknown) => unknown }

port.on('message', async (arg: unknown) => {
  try {
    port.postMessage({ result: await job(arg) })
  } catch (error) {
    // A copy of an error loses a name of its own, so the name goes as text.
    const { name, message } = error as Error
    port.postMessage({ error: { name, message } })
  }
})
