export async function fetchPosts(): Promise<string[]> {
  process.abort()
}
