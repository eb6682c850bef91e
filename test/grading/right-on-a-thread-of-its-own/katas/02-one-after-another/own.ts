import { parentPort, workerData } from 'node:worker_threads'
const lines: string[] = []
for (const url of workerData as string[]) {
  const { status } = await fetch(url)
  lines.push(`[${status}] ${url}`)
}
parentPort?.postMessage(lines)
