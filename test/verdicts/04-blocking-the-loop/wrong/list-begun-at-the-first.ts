// says: test
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  let lines: string[] | undefined
  try {
    for (const url of urls) {
      const response = await fetch(url)
      lines ??= []
      lines.push(`[${response.status}] ${url}`)
    }
    return lines as string[]
  } finally {
    clearInterval(heart)
  }
}
