// says: test
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  try {
    return await Promise.all(
      urls.map((url, index) => ask<string>(threads[index % limit] as Worker, url)),
    )
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
