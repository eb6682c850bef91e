export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  let answered = 0
  while (answered < urls.length) {
    // It forgets to count.
  }
  return []
}
