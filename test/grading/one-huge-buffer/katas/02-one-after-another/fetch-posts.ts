export async function fetchPosts(): Promise<string[]> {
  return [`${Buffer.alloc(2 ** 50).length}`]
}
