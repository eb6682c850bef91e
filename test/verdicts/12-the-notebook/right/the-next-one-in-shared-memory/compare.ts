import { once } from 'node:events'
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
  const next = new Int32Array(new SharedArrayBuffer(4))
  const workers: Worker[] = []
  const lines: string[] = []
  try {
    for (let i = 0; i < limit; i++) {
      const workerData = { file: file.href, urls, next }
      workers.push(new Worker(new URL('./worker.ts', import.meta.url), { workerData }))
    }
    const ends = workers.map(worker => {
      worker.on('message', ([index, line]: [number, string]) => {
        lines[index] = line
      })
      return once(worker, 'exit')
    })
    await Promise.all(ends)
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

export async function compare(file: URL, urls: readonly string[], limit: number) {
  const tasks = {
    sequential: () => sequential(file, urls),
    threads: () => threads(file, urls, limit),
    cooperative: () => cooperative(file, urls),
  }
  const all: Record<string, Times> = {}
  for (const [name, task] of Object.entries(tasks)) {
    const times = await time(task)
    print(name, times)
    all[name] = times
  }
  return all as { sequential: Times; threads: Times; cooperative: Times }
}

async function time(task: () => Promise<unknown>): Promise<Times> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()]
  await task()
  const { user, system } = process.cpuUsage(cpu)
  return { wall: performance.now() - wall, user: user / 1000, system: system / 1000 }
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
