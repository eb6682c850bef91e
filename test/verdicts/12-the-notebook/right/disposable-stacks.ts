// Stacks that close what was opened, an index, and lanes that are collected in a Map.
import { ask } from './ask.ts'
import { open, print, startWorker, type Times } from './given.ts'

export async function sequential(file: URL, urls: readonly string[]): Promise<string[]> {
  using session = await open(file)
  return urls.map(url => `[${session.get(url).status}] ${url}`)
}

export async function cooperative(file: URL, urls: readonly string[]): Promise<string[]> {
  await using closing = new AsyncDisposableStack()
  const session = closing.use(await open(file))
  const line = async (url: string) => `[${(await session.fetch(url)).status}] ${url}`
  return await Promise.all(urls.map(line))
}

export async function threads(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<string[]> {
  const lines = new Map<number, string>()
  let index = 0
  await using team = new AsyncDisposableStack()
  const serve = async () => {
    const worker = team.use(startWorker(file))
    while (index < urls.length) {
      const mine = index++
      lines.set(mine, await ask(worker, urls[mine]))
    }
  }
  const workers: Promise<void>[] = []
  while (workers.length < Math.min(limit, urls.length)) workers.push(serve())
  await Promise.all(workers)
  return urls.map((_, at) => lines.get(at) as string)
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
