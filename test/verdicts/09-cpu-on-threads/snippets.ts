// What the code blocks of this kata's pages take for granted.
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'

declare const inputs: readonly unknown[]
