// says: nothingWasRequested
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return urls.map(url => `[200] ${url}`)
}
