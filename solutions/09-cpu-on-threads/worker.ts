import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

// An error is not caught: it ends this thread, and reaches the main one as the worker's 'error'.
parentPort?.on('message', input => parentPort?.postMessage(work(input)))
