// says: waitedForNothing 18000
import { setTimeout as sleep } from 'node:timers/promises'

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) {
    if (lines.length > 0) await sleep(1000)
    const response = await fetch(url)
    lines.push(`[${response.status}] ${url}`)
  }
  return lines
}
