// says: rejectedLate 530 60
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  const lines: string[] = []
  const queue = urls.entries()
  const workers = threads.map(async thread => {
    for (const [index, url] of queue) lines[index] = await ask(thread, url)
  })
  const outcomes = await Promise.allSettled(workers)
  await Promise.all(threads.map(thread => thread.terminate()))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  return lines
}
