// says: requestedAgain 503 3
async function fetchWithRetry(url: string, retries = 3): Promise<Response> {
  const res = await fetch(url)
  if (res.status >= 500 && retries > 0) return fetchWithRetry(url, retries - 1)
  return res
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) {
    const { status } = await fetchWithRetry(url)
    lines.push(`[${status}] ${url}`)
  }
  return lines
}
