// says: resultsInOrderOfCompletion
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    const lines: string[] = []
    await Promise.all(
      urls.map(async url => {
        const response = await fetch(url)
        lines.push(`[${response.status}] ${url}`)
      }),
    )
    return lines
  } finally {
    clearInterval(heart)
  }
}
