import { type MessagePort, parentPort } from 'node:worker_threads'
import { get } from '#lab/blocking'
import { lineOf } from '../line.mts'

const port = parentPort as MessagePort

port.on('message', url => port.postMessage(lineOf(get(url).status, url)))
