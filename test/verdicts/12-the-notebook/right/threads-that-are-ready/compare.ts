import { cpuUsage } from 'node:process'
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
  const session = await open(file)
  const lines: string[] = []
  try {
    for (const url of urls) lines.push(lineOf(url, session.get(url)))
  } finally {
    session.close()
  }
  return lines
}

function lineOf(url: string, { status }: { status: number }): string {
  return `[${status}] ${url}`
}

export function threads(file: URL, urls: readonly string[], limit: number): Promise<string[]> {
  const lines: string[] = []
  const workers = new Set<Worker>()
  let next = 0
  let waiting = urls.length

  const work = new Promise<string[]>((resolve, reject) => {
    if (waiting === 0) resolve(lines)
    for (let started = 0; started < limit; started++) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: `${file}` })
      workers.add(worker)
      worker.on('error', reject)
      worker.on('message', (answer: 'ready' | { index: number; status: number }) => {
        if (answer !== 'ready') {
          lines[answer.index] = `[${answer.status}] ${urls[answer.index]}`
          waiting--
          if (waiting === 0) resolve(lines)
        }
        if (next < urls.length) {
          worker.postMessage({ index: next, url: urls[next] })
          next++
        }
      })
    }
  })
  return work.finally(() => Promise.all(Array.from(workers, worker => worker.terminate())))
}

export async function cooperative(file: URL, urls: readonly string[]): Promise<string[]> {
  const session = await open(file)
  const lines = Promise.all(urls.map(url => session.fetch(url).then(answer => lineOf(url, answer))))
  return lines.finally(session.close)
}

export async function compare(file: URL, urls: readonly string[], limit: number) {
  const first = await time('sequential', () => sequential(file, urls))
  const second = await time('threads', () => threads(file, urls, limit))
  const third = await time('cooperative', () => cooperative(file, urls))
  return { sequential: first, threads: second, cooperative: third }
}

async function time(name: string, task: () => Promise<unknown>): Promise<Times> {
  const before = { wall: process.hrtime.bigint(), cpu: cpuUsage() }
  await task()
  const after = { wall: process.hrtime.bigint(), cpu: cpuUsage() }
  const times = {
    wall: Number(after.wall - before.wall) / 1e6,
    user: (after.cpu.user - before.cpu.user) / 1e3,
    system: (after.cpu.system - before.cpu.system) / 1e3,
  }
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
