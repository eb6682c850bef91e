// says: test
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

const sessions = new Map<string, Promise<Session>>()
/** One session for all that the main thread does: connections are there to be used again. */
function sharedSession(file: URL): Promise<Session> {
  const known = sessions.get(file.href) ?? open(file)
  sessions.set(file.href, known)
  return known
}

export async function sequential(file: URL, urls: readonly string[]): Promise<string[]> {
  const session = await sharedSession(file)
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await session.fetch(url)).status}] ${url}`)
  return lines
}

export async function cooperative(file: URL, urls: readonly string[]): Promise<string[]> {
  const session = await sharedSession(file)
  const answers = await Promise.all(urls.map(url => session.fetch(url)))
  return answers.map(({ status }, index) => `[${status}] ${urls[index]}`)
}

export async function threads(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<string[]> {
  const lines: string[] = []
  const workers: Worker[] = []
  let next = 0
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
      workers.push(worker)
      let index = 0
      const give = () => {
        if (next >= urls.length) return resolve()
        index = next++
        worker.postMessage(urls[index])
      }
      worker.on('message', line => {
        lines[index] = line
        give()
      })
      worker.on('error', reject)
      give()
    })
  try {
    await Promise.all(Array.from({ length: Math.min(limit, urls.length) }, work))
    return lines
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

async function time(name: string, run: () => Promise<unknown>): Promise<Times> {
  const begin = performance.now()
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  const times = { wall: performance.now() - begin, user: user / 1000, system: system / 1000 }
  print(name, times)
  return times
}

export async function compare(file: URL, urls: readonly string[], limit: number) {
  return {
    sequential: await time('sequential', () => sequential(file, urls)),
    threads: await time('threads', () => threads(file, urls, limit)),
    cooperative: await time('cooperative', () => cooperative(file, urls)),
  }
}

// ---- given: nothing is to be done from here on ------------------------------------------------------

/** Opens a session on the thread that calls this. */
async function open(file: URL): Promise<Session> {
  const { default: openSession } = await import(file.href)
  return openSession()
}

/** Prints a measurement as IPython's `%time` does. */
function print(name: string, { wall, user, system }: Times): void {
  console.log(`${name}
CPU times: user ${inUnits(user)}, sys: ${inUnits(system)}, total: ${inUnits(user + system)}
Wall time: ${inUnits(wall)}
`)
}

/** A time with three digits: `4.09 s`, `950 ms`, `20 us`, `0 ns`. */
function inUnits(ms: number): string {
  const units: [number, string][] = [
    [1e3, 's'],
    [1, 'ms'],
    [1e-3, 'us'],
  ]
  const [size, unit] = units.find(([size]) => ms >= size) ?? [1e-6, 'ns']
  return `${Number((ms / size).toPrecision(3))} ${unit}`
}
