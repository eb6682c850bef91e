// says: dividedUpFront 4
import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  const size = Math.ceil(urls.length / limit)
  const fetchAll = async (thread: Worker, share: readonly string[]) => {
    const lines: string[] = []
    for (const url of share) lines.push(await ask(thread, url))
    return lines
  }
  try {
    const shares = threads.map((thread, index) =>
      fetchAll(thread, urls.slice(index * size, (index + 1) * size)),
    )
    return (await Promise.all(shares)).flat()
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
