// says: test
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const queue = urls as string[]
  const lines: string[] = []
  while (queue.length > 0) {
    const url = queue.shift() as string
    const response = await fetch(url)
    lines.push(`[${response.status}] ${url}`)
  }
  return lines
}
