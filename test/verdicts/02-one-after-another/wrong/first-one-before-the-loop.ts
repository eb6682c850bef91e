// says: test
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  let index = 0
  let response = await fetch(urls[index] as string)
  while (index < urls.length) {
    lines.push(`[${response.status}] ${urls[index]}`)
    index++
    if (index < urls.length) response = await fetch(urls[index] as string)
  }
  return lines
}
