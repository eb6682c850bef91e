// says: inBatches 7 3
import type { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'
import { open, print, startWorker, type Times } from './given.ts'

export async function sequential(file: URL, urls: readonly string[]): Promise<string[]> {
  using session = await open(file)
  return urls.map(url => `[${session.get(url).status}] ${url}`)
}

export async function cooperative(file: URL, urls: readonly string[]): Promise<string[]> {
  using session = await open(file)
  const fetchLine = async (url: string) => `[${(await session.fetch(url)).status}] ${url}`
  return await Promise.all(urls.map(fetchLine))
}

export async function threads(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<string[]> {
  const workers = Array.from({ length: limit }, () => startWorker(file))
  try {
    const lines: string[] = []
    for (let from = 0; from < urls.length; from += limit) {
      const batch = urls.slice(from, from + limit)
      const asked = batch.map((url, index) => ask<string>(workers[index] as Worker, url))
      lines.push(...(await Promise.all(asked)))
    }
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
