import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

/** What each thread runs. It answers an address with its line. */
const WORKER = new URL('./worker.ts', import.meta.url)

/**
 * Fetches posts on threads. No thread is left when the promise settles.
 *
 * @param urls the addresses, in order
 * @param limit how many threads at most: 1 or more
 * @returns the line of each address, in the same order
 * @throws the error of the first thread that fails, at once
 */
export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  throw new Error('TODO: start the threads, let each take one post after another, and end them all')
}
