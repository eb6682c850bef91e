// says: requestedAgain 503 1
async function fetchPatiently(url: string): Promise<Response> {
  const response = await fetch(url)
  return response.status === 503 || response.status === 429 ? fetch(url) : response
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) {
    const response = await fetchPatiently(url)
    lines.push(`[${response.status}] ${url}`)
  }
  return lines
}
