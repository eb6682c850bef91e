// says: errorOfAThread
import { Worker } from 'node:worker_threads'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  const lines: string[] = []
  const queue = urls.entries()
  const answer = (thread: Worker, url: string) =>
    new Promise<string>(resolve => {
      thread.once('message', resolve)
      thread.postMessage(url)
    })
  try {
    await Promise.all(
      threads.map(async thread => {
        for (const [index, url] of queue) lines[index] = await answer(thread, url)
      }),
    )
    return lines
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
