import { line } from './line'

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) { const r = await fetch(url); lines.push(line(r, url)) }
  return lines
}
