// says: Deadlock
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  const lines: string[] = []
  const queue = urls.entries()
  let left = urls.length
  try {
    return await new Promise((resolve, reject) => {
      for (const thread of threads) {
        const next = async () => {
          for (const [index, url] of queue) {
            lines[index] = await ask(thread, url)
            left--
            if (left === 0) resolve(lines)
          }
        }
        next().catch(reject)
      }
    })
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
