// What the code blocks of this kata's pages take for granted.
import type { Worker } from 'node:worker_threads'

declare const inputs: readonly unknown[]
declare const workers: readonly Worker[]
declare const results: unknown[]
