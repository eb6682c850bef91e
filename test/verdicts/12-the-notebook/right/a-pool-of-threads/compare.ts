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
  try {
    const lines: string[] = []
    for (const url of urls) {
      const response = await session.fetch(url)
      lines.push(`[${response.status}] ${url}`)
    }
    return lines
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

class Pool {
  idle: Worker[] = []
  all: Worker[] = []
  jobs: { url: string; resolve: (line: string) => void; reject: (error: unknown) => void }[] = []
  working = new Map<Worker, { resolve: (line: string) => void; reject: (error: unknown) => void }>()

  constructor(file: URL, limit: number) {
    for (let i = 0; i < limit; i++) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), {
        workerData: { sessionFile: String(file) },
      })
      worker.on('message', ({ line, error }: { line: string; error?: string }) => {
        const job = this.working.get(worker)
        this.idle.push(worker)
        if (error) job?.reject(new Error(error))
        else job?.resolve(line)
        this.next()
      })
      worker.on('error', error => this.working.get(worker)?.reject(error))
      this.all.push(worker)
      this.idle.push(worker)
    }
  }

  submit(url: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.jobs.push({ url, resolve, reject })
      this.next()
    })
  }

  next(): void {
    while (this.idle.length > 0 && this.jobs.length > 0) {
      const worker = this.idle.shift() as Worker
      const job = this.jobs.shift() as (typeof this.jobs)[number]
      this.working.set(worker, job)
      worker.postMessage(job.url)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map(worker => worker.terminate()))
  }
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
