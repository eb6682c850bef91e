// says: Calling a function such as `fetch` starts its work immediately
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const requests = urls.map(url => fetch(url))
  const lines: string[] = []
  for (const [index, request] of requests.entries()) {
    const response = await request
    lines.push(`[${response.status}] ${urls[index]}`)
  }
  return lines
}
