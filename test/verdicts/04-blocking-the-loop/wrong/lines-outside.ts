// says: test
let lines: string[] = []

export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  lines = []
  const heart = setInterval(onBeat, 40)
  try {
    for (const url of urls) {
      const response = await fetch(url)
      lines.push(`[${response.status}] ${url}`)
    }
    return lines
  } finally {
    clearInterval(heart)
  }
}
