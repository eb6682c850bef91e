// says: tooManyThreads 3 2
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)
const threads: Worker[] = []

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const lines: string[] = []
  const queue = urls.entries()
  while (threads.length < limit) threads.push(new Worker(WORKER))
  try {
    await Promise.all(
      threads.slice(0, Math.min(limit, urls.length)).map(async thread => {
        for (const [index, url] of queue) lines[index] = await ask(thread, url)
      }),
    )
    return lines
  } finally {
    await Promise.all(threads.splice(0).map(thread => thread.terminate()))
  }
}
