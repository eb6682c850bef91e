export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return Promise.all(urls.map(async url => `[${(await fetch(url)).status}] ${url}`))
}
