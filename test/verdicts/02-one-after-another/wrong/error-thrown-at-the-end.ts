// says: wentOnAfterError 15
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  let failure: unknown
  for (const url of urls) {
    try {
      const response = await fetch(url)
      lines.push(`[${response.status}] ${url}`)
    } catch (error) {
      failure ??= error
    }
  }
  if (failure) throw failure
  return lines
}
