// What the code blocks of this kata's pages take for granted.
import { parentPort, type Worker } from 'node:worker_threads'
import { toThread } from '../../../solutions/10-to-thread/to-thread.ts'

declare const worker: Worker
declare const work: (argument: unknown) => unknown
declare const waiting: Map<number, PromiseWithResolvers<unknown>>
declare let lastId: number
declare const file: URL
declare const url: string
