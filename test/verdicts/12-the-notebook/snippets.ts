// What the code blocks of this kata's pages take for granted.
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'

declare const urls: readonly string[]
declare const workers: readonly Worker[]
declare const lines: string[]
