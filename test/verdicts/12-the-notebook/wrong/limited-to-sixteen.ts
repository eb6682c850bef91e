// says: toPeakAt 19
import type { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'
import { open, print, startWorker, type Times } from './given.ts'

export async function sequential(file: URL, urls: readonly string[]): Promise<string[]> {
  using session = await open(file)
  return urls.map(url => `[${session.get(url).status}] ${url}`)
}

export async function cooperative(file: URL, urls: readonly string[]): Promise<string[]> {
  using session = await open(file)
  const lines: string[] = []
  const queue = urls.entries()
  const next = async () => {
    for (const [index, url] of queue) lines[index] = `[${(await session.fetch(url)).status}] ${url}`
  }
  await Promise.all(Array.from({ length: 16 }, next))
  return lines
}

export async function threads(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<string[]> {
  const lines: string[] = []
  const queue = urls.entries()
  const keepBusy = async (worker: Worker) => {
    for (const [index, url] of queue) lines[index] = await ask(worker, url)
  }
  const length = Math.min(limit, urls.length)
  const workers = Array.from({ length }, () => startWorker(file))
  try {
    await Promise.all(workers.map(keepBusy))
    return lines
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

export async function compare(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<{ sequential: Times; threads: Times; cooperative: Times }> {
  return {
    sequential: await time('sequential', () => sequential(file, urls)),
    threads: await time('threads', () => threads(file, urls, limit)),
    cooperative: await time('cooperative', () => cooperative(file, urls)),
  }
}

async function time(name: string, task: () => Promise<unknown>): Promise<Times> {
  const cpu = process.cpuUsage()
  const begin = performance.now()
  await task()
  const wall = performance.now() - begin
  const { user, system } = process.cpuUsage(cpu)
  const times = { wall, user: user / 1000, system: system / 1000 }
  print(name, times)
  return times
}
