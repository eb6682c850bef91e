// Array.fromAsync awaits what the function gives for one element before it takes the next.
export function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return Array.fromAsync(urls, async url => `[${(await fetch(url)).status}] ${url}`)
}
