// says: loopBlocked 950
import { get } from '#lab/blocking'

function getLater(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    setTimeout(() => {
      try {
        const response = get(url)
        resolve(`[${response.status}] ${url}`)
      } catch (error) {
        reject(error)
      }
    }, 0)
  })
}

export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    return await Promise.all(urls.map(getLater))
  } finally {
    clearInterval(heart)
  }
}
