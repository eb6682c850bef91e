import { parentPort, workerData } from 'node:worker_threads'

// The thread's side. The function may block here as long as it likes: only this thread waits for it.

const { default: work } = await import(workerData)

parentPort?.on('message', ({ id, argument }) => {
  try {
    // Inside the `try`: a result that can't be copied is an error like any other.
    parentPort?.postMessage({ id, result: work(argument) })
  } catch (error) {
    const { name, message } = error as Error
    parentPort?.postMessage({ id, error: { name, message } })
  }
})
