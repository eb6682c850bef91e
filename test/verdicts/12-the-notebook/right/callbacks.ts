// Listeners and one promise; then and finally; a measurement that is closed by `using`.
import { open, print, startWorker, type Times } from './given.ts'

export async function sequential(file: URL, urls: readonly string[]): Promise<string[]> {
  const session = await open(file)
  const lines: string[] = []
  try {
    for (const url of urls) lines.push(`[${(await session.fetch(url)).status}] ${url}`)
  } finally {
    session.close()
  }
  return lines
}

export async function cooperative(file: URL, urls: readonly string[]): Promise<string[]> {
  const session = await open(file)
  return Promise.all(
    urls.map(url => session.fetch(url).then(({ status }) => `[${status}] ${url}`)),
  ).finally(() => session.close())
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
    if (urls.length === 0) resolve([])
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
  const times: Times[] = []
  const measure = async (
    name: string,
    run: (file: URL, urls: readonly string[], limit: number) => Promise<string[]>,
  ) => {
    const [begin, before] = [process.hrtime.bigint(), process.resourceUsage()]
    await run(file, urls, limit)
    const [end, after] = [process.hrtime.bigint(), process.resourceUsage()]
    const user = (after.userCPUTime - before.userCPUTime) / 1000
    const system = (after.systemCPUTime - before.systemCPUTime) / 1000
    times.push({ wall: Number(end - begin) / 1e6, user, system })
    print(name, times.at(-1)!)
  }
  await measure('sequential', sequential)
  await measure('threads', threads)
  await measure('cooperative', cooperative)
  return { sequential: times[0]!, threads: times[1]!, cooperative: times[2]! }
}
