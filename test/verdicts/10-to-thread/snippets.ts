// What the code blocks of this kata's pages take for granted.
import type { Worker } from 'node:worker_threads'
import { toThread } from '../../../solutions/10-to-thread/to-thread.ts'

declare const worker: Worker
declare const waiting: Map<number, { readonly reject: (error: unknown) => void }>
declare let ended: Error | undefined
declare const file: URL
declare const url: string
