import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const lines: string[] = []
  const queue = urls.entries()
  await using stack = new AsyncDisposableStack()
  const workers = Array.from({ length: Math.min(limit, urls.length) }, async () => {
    const thread = stack.adopt(new Worker(WORKER), thread => thread.terminate().then(() => {}))
    for (const [index, url] of queue) lines[index] = await ask(thread, url)
  })
  await Promise.all(workers)
  return lines
}
