// says: intervalUnreferenced 290
const PERIOD = 40

export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  setInterval(onBeat, PERIOD).unref()
  const lines: string[] = []
  for (const url of urls) {
    const res = await fetch(url)
    lines.push(`[${res.status}] ${url}`)
  }
  return lines
}
