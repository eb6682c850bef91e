// says: test
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) {
    const { ok } = await fetch(url)
    lines.push(`[${ok ? 200 : 500}] ${url}`)
  }
  return lines
}
