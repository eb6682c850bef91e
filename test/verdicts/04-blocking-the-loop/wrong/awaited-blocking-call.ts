// says: loopBlocked 950 2320 4090
import { get } from '#lab/blocking'

export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    const lines: string[] = []
    for (const url of urls) {
      const response = await get(url)
      lines.push(`[${response.status}] ${url}`)
    }
    return lines
  } finally {
    clearInterval(heart)
  }
}
