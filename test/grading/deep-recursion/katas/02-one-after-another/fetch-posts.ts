export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const deeper = (depth: number): number => deeper(depth + 1) + 1
  return [`${deeper(0)}`, ...urls]
}
