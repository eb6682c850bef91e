// What the code blocks of this kata's pages take for granted.
import type { Worker } from 'node:worker_threads'

declare const urls: readonly string[]
declare const lines: string[]
