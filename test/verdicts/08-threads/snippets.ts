// What the code blocks of this kata's pages take for granted.
import { type MessagePort, Worker } from 'node:worker_threads'
import { get } from '#lab/blocking'
import { ask } from '../../../katas/08-threads/ask.ts'

declare const WORKER: URL
declare const limit: number
declare const lines: string[]
declare const port: MessagePort
declare const queue: ArrayIterator<[number, string]>
declare const url: string
