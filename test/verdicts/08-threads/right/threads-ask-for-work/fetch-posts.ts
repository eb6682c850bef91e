import { on } from 'node:events'
import { Worker } from 'node:worker_threads'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const lines: string[] = []
  const queue = urls.entries()
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  try {
    await Promise.all(
      threads.map(async thread => {
        for await (const [answer] of on(thread, 'message', { close: ['exit'] })) {
          if (answer) lines[answer.index] = answer.line
          const { value, done } = queue.next()
          if (done) return
          thread.postMessage({ index: value[0], url: value[1] })
        }
      }),
    )
    return lines
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
