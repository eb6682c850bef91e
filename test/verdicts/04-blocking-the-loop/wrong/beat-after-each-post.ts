// says: test
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  let last = performance.now()
  const lines: string[] = []
  for (const url of urls) {
    const response = await fetch(url)
    lines.push(`[${response.status}] ${url}`)
    for (; performance.now() - last >= 40; last += 40) onBeat()
  }
  return lines
}
