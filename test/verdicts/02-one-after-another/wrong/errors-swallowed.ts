// says: errorSwallowed
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) {
    try {
      const response = await fetch(url)
      lines.push(`[${response.status}] ${url}`)
    } catch (error) {
      lines.push(`[error] ${url}`)
    }
  }
  return lines
}
