import * as threads from 'node:worker_threads'
import { parentPort, threadName, workerData } from 'node:worker_threads'

parentPort?.postMessage({ workerData, threadName, hasWorkerData: 'workerData' in threads })
