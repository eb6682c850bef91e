import { Worker } from 'node:worker_threads'
export function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./own.ts', import.meta.url), { workerData: urls })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
