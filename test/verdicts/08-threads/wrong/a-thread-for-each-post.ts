// says: tooManyThreads 19 3
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  return await Promise.all(
    urls.map(async url => {
      const thread = new Worker(WORKER)
      try {
        return await ask<string>(thread, url)
      } finally {
        await thread.terminate()
      }
    }),
  )
}
