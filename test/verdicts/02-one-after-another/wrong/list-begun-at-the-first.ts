// says: test
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  let lines: string[] | undefined
  for (const url of urls) {
    const response = await fetch(url)
    lines ??= []
    lines.push(`[${response.status}] ${url}`)
  }
  return lines as string[]
}
