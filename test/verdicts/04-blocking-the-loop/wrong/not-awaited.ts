// says: finishedBeforeItsWork
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    const lines: string[] = []
    for (const url of urls) {
      const response = fetch(url) as unknown as Response
      lines.push(`[${response.status}] ${url}`)
    }
    return lines
  } finally {
    clearInterval(heart)
  }
}
