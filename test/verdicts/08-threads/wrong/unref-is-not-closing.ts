// says: threadsLeft 3
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  const lines: string[] = []
  const queue = urls.entries()
  for (const thread of threads) thread.unref()
  await Promise.all(
    threads.map(async thread => {
      for (const [index, url] of queue) lines[index] = await ask(thread, url)
    }),
  )
  return lines
}
