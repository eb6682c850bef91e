export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  for (const url of urls {
    await fetch(url)
  }
}
