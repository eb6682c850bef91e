// says: requestedTwice
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  try {
    const lists = await Promise.all(
      threads.map(async thread => {
        const lines: string[] = []
        for (const url of urls) lines.push(await ask(thread, url))
        return lines
      }),
    )
    return lists[0] ?? []
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
