// says: loopBlocked get 950
import { setImmediate } from 'node:timers/promises'
import { get } from '#lab/blocking'

export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    const lines: string[] = []
    for (const url of urls) {
      await setImmediate()
      lines.push(`[${get(url).status}] ${url}`)
    }
    return lines
  } finally {
    clearInterval(heart)
  }
}
