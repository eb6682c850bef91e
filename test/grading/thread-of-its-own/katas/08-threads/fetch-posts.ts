import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

/** What each thread runs. It answers an address with its line. */
const WORKER = new URL('./own/thread.ts', import.meta.url)

/**
 * Fetches posts on threads. No thread is left when the promise settles.
 *
 * @param urls the addresses, in order
 * @param limit how many threads at most: 1 or more
 * @returns the line of each address, in the same order
 * @throws the error of the first thread that fails, at once
 */
export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const lines: string[] = []
  const queue = urls.entries()
  const work = async (thread: Worker) => {
    for (const [index, url] of queue) lines[index] = await ask(thread, url)
  }
  const length = Math.min(limit, urls.length)
  const threads = Array.from({ length }, () => new Worker(WORKER))
  try {
    await Promise.all(threads.map(work))
    return lines
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
