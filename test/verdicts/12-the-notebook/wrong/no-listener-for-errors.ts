// says: Its Worker then emits 'error'

import { Worker } from 'node:worker_threads'

export interface Session extends Disposable {
  get(url: string): { readonly status: number }
  fetch(url: string): Promise<{ readonly status: number }>
  close(): void
}

export interface Times {
  readonly wall: number
  readonly user: number
  readonly system: number
}

export async function sequential(file: URL, urls: readonly string[]): Promise<string[]> {
  using session = await open(file)
  return urls.map(url => `[${session.get(url).status}] ${url}`)
}

export async function threads(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<string[]> {
  const lines = new Array<string>(urls.length)
  const queue = urls.entries()
  const workers = Array.from(
    { length: Math.min(limit, urls.length) },
    () => new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href }),
  )

  const serve = async (worker: Worker) => {
    for (const [index, url] of queue) {
      worker.postMessage(url)
      lines[index] = await new Promise(resolve => worker.once('message', resolve))
    }
  }

  try {
    await Promise.all(workers.map(serve))
    return lines
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

export async function cooperative(file: URL, urls: readonly string[]): Promise<string[]> {
  using session = await open(file)
  const fetchLine = async (url: string) => `[${(await session.fetch(url)).status}] ${url}`
  return await Promise.all(urls.map(fetchLine))
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

async function open(file: URL): Promise<Session> {
  const { default: openSession } = await import(file.href)
  return openSession()
}

function print(name: string, { wall, user, system }: Times): void {
  console.log(`${name}
CPU times: user ${inUnits(user)}, sys: ${inUnits(system)}, total: ${inUnits(user + system)}
Wall time: ${inUnits(wall)}
`)
}

function inUnits(ms: number): string {
  const units: [number, string][] = [
    [1e3, 's'],
    [1, 'ms'],
    [1e-3, 'us'],
  ]
  const [size, unit] = units.find(([size]) => ms >= size) ?? [1e-6, 'ns']
  return `${Number((ms / size).toPrecision(3))} ${unit}`
}
