import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const lines: string[] = []
  const queue = urls.entries()
  const threads = new Set<Worker>()
  const failure = Promise.withResolvers<never>()
  const work = async () => {
    const thread = new Worker(WORKER)
    threads.add(thread)
    try {
      for (const [index, url] of queue) lines[index] = await ask(thread, url)
    } catch (error) {
      failure.reject(error)
    } finally {
      await thread.terminate()
      threads.delete(thread)
    }
  }
  const workers = Array.from({ length: Math.min(limit, urls.length) }, work)
  try {
    await Promise.race([Promise.all(workers), failure.promise])
    return lines
  } finally {
    await Promise.all([...threads].map(thread => thread.terminate()))
  }
}
