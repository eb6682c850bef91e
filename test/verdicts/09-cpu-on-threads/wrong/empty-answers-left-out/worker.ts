import { parentPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)

parentPort?.on('message', ([index, input]) => parentPort?.postMessage([index, work(input)]))
