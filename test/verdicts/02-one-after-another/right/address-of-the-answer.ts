export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) {
    const response = await fetch(url)
    lines.push(`[${response.status}] ${response.url}`)
  }
  return lines
}
