// says: oneAfterAnother
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  const lines: string[] = []
  try {
    for (const [index, url] of urls.entries()) {
      lines.push(await ask(threads[index % limit] as Worker, url))
    }
    return lines
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
