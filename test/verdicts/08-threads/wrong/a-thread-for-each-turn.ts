// says: tooManyThreads 19 3
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const lines: string[] = []
  const queue = urls.entries()
  const work = async () => {
    for (const [index, url] of queue) {
      const thread = new Worker(WORKER)
      try {
        lines[index] = await ask(thread, url)
      } finally {
        await thread.terminate()
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, work))
  return lines
}
