// A pool with a list of jobs, and try and finally instead of using.
import type { Worker } from 'node:worker_threads'
import { ask } from './ask.ts'
import { open, print, startWorker, type Times } from './given.ts'

export async function sequential(file: URL, urls: readonly string[]): Promise<string[]> {
  using session = await open(file)
  return urls.map(url => `[${session.get(url).status}] ${url}`)
}

export async function cooperative(file: URL, urls: readonly string[]): Promise<string[]> {
  const session = await open(file)
  try {
    const responses = await Promise.all(urls.map(url => session.fetch(url)))
    return responses.map((response, index) => `[${response.status}] ${urls[index]}`)
  } finally {
    session.close()
  }
}

export async function threads(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<string[]> {
  await using pool = new Pool(file, limit)
  return await Promise.all(urls.map(url => pool.submit(url)))
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

class Pool {
  idle: Worker[] = []
  all: Worker[] = []
  jobs: { url: string; resolve: (line: Promise<string>) => void }[] = []

  constructor(file: URL, limit: number) {
    for (let i = 0; i < limit; i++) this.all.push(startWorker(file))
    this.idle.push(...this.all)
  }

  submit(url: string): Promise<string> {
    return new Promise(resolve => {
      this.jobs.push({ url, resolve })
      this.next()
    })
  }

  next(): void {
    const worker = this.idle.pop()
    if (!worker) return
    const job = this.jobs.shift()
    if (!job) {
      this.idle.push(worker)
      return
    }
    const line = ask<string>(worker, job.url)
    job.resolve(line)
    line.then(
      () => {
        this.idle.push(worker)
        this.next()
      },
      () => {},
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map(worker => worker.terminate()))
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
