// says: 15 requests started after the connection of GET /posts/4 had been reset
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  let failure: unknown
  for (const url of urls) {
    try {
      const response = await fetch(url)
      lines.push(`[${response.status}] ${url}`)
    } catch (error) {
      failure ??= error
    }
  }
  if (failure) throw failure
  return lines
}
