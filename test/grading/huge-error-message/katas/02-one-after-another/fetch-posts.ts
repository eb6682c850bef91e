export async function fetchPosts(): Promise<string[]> {
  throw new Error('a lot of text '.repeat(100_000))
}
