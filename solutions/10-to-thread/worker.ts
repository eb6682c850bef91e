import { parentPort, workerData } from 'node:worker_threads'

// The thread's side: calls the function, which may block here as long as it likes, and answers.

const { default: work } = await import(workerData)

parentPort?.on('message', ({ id, argument }) => {
  try {
    // Inside the try: a result that can't be copied is an error like any other.
    parentPort?.postMessage({ id, result: work(argument) })
  } catch (error) {
    // Taken apart, since a copied error forgets a name that is not built in.
    const { name, message } = error as Error
    parentPort?.postMessage({ id, error: { name, message } })
  }
})
