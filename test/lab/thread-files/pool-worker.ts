import { parentPort } from 'node:worker_threads'
import { get } from '#lab/blocking'

parentPort?.on('message', url => parentPort?.postMessage(get(url).json()))
