// says: loopBlocked
import { get } from '#lab/blocking'

async function fetchLine(url: string): Promise<string> {
  const response = get(url)
  return `[${response.status}] ${url}`
}

export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    return await Promise.all(urls.map(fetchLine))
  } finally {
    clearInterval(heart)
  }
}
