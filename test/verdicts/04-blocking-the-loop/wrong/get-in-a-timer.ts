// says: loopBlocked
import { get } from '#lab/blocking'

const line = (url: string) =>
  new Promise<string>(resolve => {
    setTimeout(() => resolve(`[${get(url).status}] ${url}`), 0)
  })

export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    return await Promise.all(urls.map(line))
  } finally {
    clearInterval(heart)
  }
}
