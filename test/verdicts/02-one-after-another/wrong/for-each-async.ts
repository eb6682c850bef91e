// says: finishedBeforeItsWork
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  urls.forEach(async url => {
    const response = await fetch(url)
    lines.push(`[${response.status}] ${url}`)
  })
  return lines
}
