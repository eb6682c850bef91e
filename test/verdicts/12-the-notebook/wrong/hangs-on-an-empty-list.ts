// says: test
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
  const lines: string[] = []
  let next = 0
  let done = 0
  const workers = Array.from({ length: Math.min(limit, urls.length) }, () => startWorker(file))
  const work = new Promise<string[]>((resolve, reject) => {
    for (const worker of workers) {
      let index = next++
      worker.on('error', reject)
      worker.on('message', (line: string) => {
        lines[index] = line
        done++
        if (done === urls.length) resolve(lines)
        if (next === urls.length) return
        index = next++
        worker.postMessage(urls[index])
      })
      worker.postMessage(urls[index])
    }
  })
  return work.finally(() => Promise.all(workers.map(worker => worker.terminate())))
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
