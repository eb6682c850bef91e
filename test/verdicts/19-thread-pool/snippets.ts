// What the code blocks of this kata's pages take for granted.
import type { Worker } from 'node:worker_threads'
import { ThreadPool } from '../../../solutions/19-thread-pool/thread-pool.ts'

declare const file: URL
declare function startThread(file: URL): Worker

interface Job {
  readonly arg: unknown
}

type Answer = { readonly result: unknown } | { readonly error: Error }
