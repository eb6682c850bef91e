// says: intervalUnreferenced 290
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  heart.unref()
  const lines: string[] = []
  for (const url of urls) {
    const response = await fetch(url)
    lines.push(`[${response.status}] ${url}`)
  }
  clearInterval(heart)
  return lines
}
