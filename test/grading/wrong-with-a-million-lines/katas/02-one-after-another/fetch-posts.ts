export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return Array.from({ length: 1_000_000 }, (_, index) => `line ${index}`)
}
