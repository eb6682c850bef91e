import type { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'
import { open, print, startWorker, type Times } from './given.ts'

/**
 * Fetches posts one after another, in one session. Given: `using` closes the session when the
 * block exits, also on an error.
 *
 * @param file a module whose default export opens a session
 * @param urls the addresses, in order
 * @returns a line like `[200] https://example.org/posts/1` for each address, in the same order
 * @throws the session's error when a connection breaks
 */
export async function sequential(file: URL, urls: readonly string[]): Promise<string[]> {
  using session = await open(file)
  return urls.map(url => `[${session.get(url).status}] ${url}`)
}

/**
 * Fetches posts all together, in one thread and one session.
 *
 * @param file a module whose default export opens a session
 * @param urls the addresses, in order
 * @returns the same lines
 * @throws the session's error at the moment the first connection breaks
 */
export async function cooperative(file: URL, urls: readonly string[]): Promise<string[]> {
  throw new Error('TODO: open a session, fetch all posts together, close it when all are there')
}

/**
 * Fetches posts on threads, each in a session of its own. No thread is left when the promise settles.
 *
 * @param file a module whose default export opens a session
 * @param urls the addresses, in order
 * @param limit how many threads at most: 1 or more
 * @returns the same lines
 * @throws the error of the first thread that fails, at once
 */
export async function threads(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<string[]> {
  throw new Error('TODO: start threads, let each take one post after another, and end them all')
}

/**
 * Measures the three, one after the other, and prints each measurement as `%time` does.
 *
 * @param file a module whose default export opens a session
 * @param urls the addresses, in order
 * @param limit how many threads at most
 * @returns what each of the three took
 * @throws the error of the first one that fails; the rest are not started
 */
export async function compare(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<{ sequential: Times; threads: Times; cooperative: Times }> {
  throw new Error('TODO: measure the three, one after the other, and print what each took')
}
