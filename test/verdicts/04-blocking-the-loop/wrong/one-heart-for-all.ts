// says: oneVariableForIntervals 3 2
let heart: NodeJS.Timeout | undefined

export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  clearInterval(heart)
  heart = setInterval(onBeat, 40)
  try {
    return await Promise.all(
      urls.map(async url => {
        const response = await fetch(url)
        return `[${response.status}] ${url}`
      }),
    )
  } finally {
    clearInterval(heart)
  }
}
