import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  const left = urls.map((url, index) => ({ url, index })).reverse()
  const lines = new Map<number, string>()
  async function next(thread: Worker): Promise<void> {
    const job = left.pop()
    if (!job) return
    lines.set(job.index, await ask(thread, job.url))
    return next(thread)
  }
  try {
    await Promise.all(threads.map(next))
    return urls.map((_, index) => lines.get(index) as string)
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
