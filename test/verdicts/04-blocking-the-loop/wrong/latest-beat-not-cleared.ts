// says: finishedBeforeItsWork
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const beat = () => {
    onBeat()
    setTimeout(beat, 40)
  }
  const first = setTimeout(beat, 40)
  try {
    return await Promise.all(
      urls.map(async url => {
        const response = await fetch(url)
        return `[${response.status}] ${url}`
      }),
    )
  } finally {
    clearTimeout(first)
  }
}
