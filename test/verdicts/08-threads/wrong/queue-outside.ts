// says: test
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)
const queue: [number, string][] = []

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const lines: string[] = []
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  queue.push(...urls.entries())
  try {
    await Promise.all(
      threads.map(async thread => {
        for (let job = queue.shift(); job; job = queue.shift()) {
          lines[job[0]] = await ask(thread, job[1])
        }
      }),
    )
    return lines
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
