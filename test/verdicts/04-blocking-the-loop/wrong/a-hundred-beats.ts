// says: test
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const beats = Array.from({ length: 110 }, (_, index) => setTimeout(onBeat, 40 * (index + 1)))
  try {
    return await Promise.all(
      urls.map(async url => {
        const response = await fetch(url)
        return `[${response.status}] ${url}`
      }),
    )
  } finally {
    for (const beat of beats) clearTimeout(beat)
  }
}
