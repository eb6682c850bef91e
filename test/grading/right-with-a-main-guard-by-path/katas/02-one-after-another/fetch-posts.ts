import { fileURLToPath } from 'node:url'

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

if (process.argv[1] === import.meta.filename || fileURLToPath(import.meta.url) === process.argv[1]) {
  console.log(await fetchPosts(['https://jsonplaceholder.typicode.com/posts/1']))
}
