// says: test
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    await new Promise(resolve => setTimeout(resolve, 0))
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
