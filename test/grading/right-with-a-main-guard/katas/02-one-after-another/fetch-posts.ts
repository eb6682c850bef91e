export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

if (import.meta.main) console.log(await fetchPosts(['https://jsonplaceholder.typicode.com/posts/1']))
