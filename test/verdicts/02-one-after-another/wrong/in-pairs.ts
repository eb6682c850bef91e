// says: 2 requests were in flight at once; at most 1 may be
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (let index = 0; index < urls.length; index += 2) {
    const pair = urls.slice(index, index + 2)
    const responses = await Promise.all(pair.map(url => fetch(url)))
    lines.push(...responses.map(({ status }, place) => `[${status}] ${pair[place]}`))
  }
  return lines
}
