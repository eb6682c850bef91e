import { Worker } from 'node:worker_threads'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads = Array.from({ length: Math.min(limit, urls.length) }, () => new Worker(WORKER))
  const lines: string[] = []
  const queue = urls.entries()
  try {
    await Promise.all(
      threads.map(thread => {
        const { promise, resolve, reject } = Promise.withResolvers<void>()
        let place = 0
        const next = () => {
          const taken = queue.next()
          if (taken.done) return resolve()
          place = taken.value[0]
          thread.postMessage(taken.value[1])
        }
        thread.on('message', line => {
          lines[place] = line
          next()
        })
        thread.on('error', reject)
        thread.on('exit', code => reject(new Error(`exit ${code}`)))
        next()
        return promise
      }),
    )
    return lines
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
