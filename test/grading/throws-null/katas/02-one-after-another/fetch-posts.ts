export async function fetchPosts(): Promise<string[]> {
  throw null
}
