export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

fetchPosts(['https://jsonplaceholder.typicode.com/posts/1']).then(console.log)
