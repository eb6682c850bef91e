import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.once('message', input => parentPort?.postMessage(work(input)))
