// says: test
let queue: Promise<unknown> = Promise.resolve()

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) {
    const next = queue.then(() => fetch(url))
    queue = next
    const response = await next
    lines.push(`[${response.status}] ${url}`)
  }
  return lines
}
