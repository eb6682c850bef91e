// says: inBatches 19
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  const lines: string[] = []
  try {
    for (let i = 0; i < urls.length; i += limit) {
      const batch = urls.slice(i, i + limit)
      const answers = batch.map((url, index) => ask<string>(threads[index] as Worker, url))
      lines.push(...(await Promise.all(answers)))
    }
    return lines
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
