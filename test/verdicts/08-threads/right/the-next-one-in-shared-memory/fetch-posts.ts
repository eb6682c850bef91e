import { Worker } from 'node:worker_threads'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const next = new Int32Array(new SharedArrayBuffer(4))
  const lines: string[] = []
  const threads = Array.from(
    { length: Math.min(limit, urls.length) },
    () => new Worker(WORKER, { workerData: { urls, next } }),
  )
  const work = (thread: Worker) =>
    new Promise<void>((resolve, reject) => {
      thread.on('message', ([index, line]) => {
        lines[index] = line
      })
      thread.on('error', reject)
      thread.on('exit', () => resolve())
    })
  try {
    await Promise.all(threads.map(work))
    return lines
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
