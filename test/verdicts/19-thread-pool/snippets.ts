// What the code blocks of this kata's pages take for granted.
import { type MessagePort, Worker } from 'node:worker_threads'

declare const parentPort: MessagePort
declare const workerData: number

interface Job {
  readonly argument: unknown
}
