// says: oneAfterAnother 19
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const lines: string[] = []
  const queue = urls.entries()
  for (let i = 0; i < limit; i++) {
    const thread = new Worker(WORKER)
    try {
      for (const [index, url] of queue) lines[index] = await ask(thread, url)
    } finally {
      await thread.terminate()
    }
  }
  return lines
}
