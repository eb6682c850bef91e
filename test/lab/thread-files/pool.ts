import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** Runs a job per url on so many threads; each thread that is free takes the next one. */
export async function onThreads(urls: readonly string[], threads: number): Promise<unknown[]> {
  const results: unknown[] = Array(urls.length)
  const queue = urls.entries()
  await Promise.all(
    Array.from({ length: threads }, async () => {
      await using worker = new Worker(new URL('./pool-worker.ts', import.meta.url))
      for (const [index, url] of queue) {
        worker.postMessage(url)
        ;[results[index]] = await once(worker, 'message')
      }
    }),
  )
  return results
}

/** The same with a barrier after each round. */
export async function inBatches(urls: readonly string[], threads: number): Promise<unknown[]> {
  const results: unknown[] = []
  for (let at = 0; at < urls.length; at += threads) {
    results.push(...(await onThreads(urls.slice(at, at + threads), threads)))
  }
  return results
}
