import { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'

const WORKER = new URL('./worker.ts', import.meta.url)

export async function fetchPosts(urls: readonly string[], limit: number): Promise<string[]> {
  const threads: Worker[] = []
  const idle: Worker[] = []
  const waiting: ((thread: Worker) => void)[] = []
  const acquire = async () => {
    const thread = idle.pop()
    if (thread) return thread
    if (threads.length < limit) {
      const started = new Worker(WORKER)
      threads.push(started)
      return started
    }
    return new Promise<Worker>(resolve => waiting.push(resolve))
  }
  const release = (thread: Worker) => {
    const next = waiting.shift()
    if (next) next(thread)
    else idle.push(thread)
  }
  try {
    return await Promise.all(
      urls.map(async url => {
        const thread = await acquire()
        const line = await ask<string>(thread, url)
        release(thread)
        return line
      }),
    )
  } finally {
    await Promise.all(threads.map(thread => thread.terminate()))
  }
}
