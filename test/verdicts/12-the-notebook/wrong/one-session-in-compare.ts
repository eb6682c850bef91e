// says: test
import type { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'
import { open, print, type Session, startWorker, type Times } from './given.ts'

export async function sequential(file: URL, urls: readonly string[]): Promise<string[]> {
  using session = await open(file)
  return getAll(session, urls)
}

export async function cooperative(file: URL, urls: readonly string[]): Promise<string[]> {
  using session = await open(file)
  return await fetchAll(session, urls)
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
  using session = await open(file)
  return {
    sequential: await time('sequential', async () => getAll(session, urls)),
    threads: await time('threads', () => threads(file, urls, limit)),
    cooperative: await time('cooperative', () => fetchAll(session, urls)),
  }
}

function getAll(session: Session, urls: readonly string[]): string[] {
  return urls.map(url => `[${session.get(url).status}] ${url}`)
}

function fetchAll(session: Session, urls: readonly string[]): Promise<string[]> {
  return Promise.all(urls.map(async url => `[${(await session.fetch(url)).status}] ${url}`))
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
