// One loop over the posts, and a race for the next free thread.
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
  await using workers = new AsyncDisposableStack()
  const free = Array.from({ length: limit }, () => workers.use(startWorker(file)))
  const busy = new Set<Promise<unknown>>()
  const lines: string[] = []
  for (const [index, url] of urls.entries()) {
    while (free.length === 0) await Promise.race(busy)
    const worker = free.shift() as Worker
    const job = ask<string>(worker, url).then(line => {
      lines[index] = line
      free.push(worker)
      busy.delete(job)
    })
    busy.add(job)
  }
  await Promise.all(busy)
  return lines
}

export async function compare(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<{ sequential: Times; threads: Times; cooperative: Times }> {
  const tasks = {
    sequential: () => sequential(file, urls),
    threads: () => threads(file, urls, limit),
    cooperative: () => cooperative(file, urls),
  }
  const all: Partial<Record<keyof typeof tasks, Times>> = {}
  for (const [name, task] of Object.entries(tasks)) {
    all[name as keyof typeof tasks] = await time(name, task)
  }
  return all as Record<keyof typeof tasks, Times>
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
