// says: tooManyThreads 3 2
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const lines: string[] = []
  const queue = urls.entries()
  const threads = Array.from({ length: limit }, () => new Worker(WORKER))
  try {
    await Promise.all(
      threads.map(async thread => {
        for (const [index, url] of queue) lines[index] = await ask(thread, url)
      }),
    )
    return lines
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
