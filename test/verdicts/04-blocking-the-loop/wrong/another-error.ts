// says: test
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    return await Promise.all(
      urls.map(async url => {
        const response = await fetch(url)
        return `[${response.status}] ${url}`
      }),
    )
  } catch {
    throw new Error('watch failed')
  } finally {
    clearInterval(heart)
  }
}
