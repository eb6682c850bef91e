// says: test
let lines: string[] = []

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  lines = []
  for (const url of urls) {
    const response = await fetch(url)
    lines.push(`[${response.status}] ${url}`)
  }
  return lines
}
