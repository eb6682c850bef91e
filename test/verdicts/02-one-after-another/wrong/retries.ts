// says: requestedAgain 503 1
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) {
    let response = await fetch(url)
    if (response.status >= 500) response = await fetch(url)
    lines.push(`[${response.status}] ${url}`)
  }
  return lines
}
