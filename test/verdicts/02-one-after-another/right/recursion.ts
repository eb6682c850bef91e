// The first one, then the rest.
export async function fetchPosts([url, ...rest]: readonly string[]): Promise<string[]> {
  if (url === undefined) return []
  const { status } = await fetch(url)
  return [`[${status}] ${url}`, ...(await fetchPosts(rest))]
}
