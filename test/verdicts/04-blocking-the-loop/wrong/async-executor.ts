// says: unhandledRejection 100
export function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  return new Promise(async resolve => {
    const heart = setInterval(onBeat, 40)
    const lines = await Promise.all(
      urls.map(async url => {
        const response = await fetch(url)
        return `[${response.status}] ${url}`
      }),
    )
    clearInterval(heart)
    resolve(lines)
  })
}
