import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

// The thread's side, finished. Each thread of the pool runs this file: it loads the job, calls it with each message
// that comes, and posts an `Answer` (see thread-pool.ts).

const port = parentPort as MessagePort
const { default: job } = (await import(workerData)) as { default: (arg: unknown) => unknown }

port.on('message', async (arg: unknown) => {
  try {
    port.postMessage({ result: await job(arg) })
  } catch (error) {
    // The copy of an error loses a name of its own, so the name is sent as text.
    const { name, message } = error as Error
    port.postMessage({ error: { name, message } })
  }
})
