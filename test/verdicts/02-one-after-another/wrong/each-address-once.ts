// says: test
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const byUrl: Record<string, number> = {}
  for (const url of urls) {
    const response = await fetch(url)
    byUrl[url] = response.status
  }
  return Object.entries(byUrl).map(([url, status]) => `[${status}] ${url}`)
}
