// import { gone } from './gone.ts'
import { line } from './lib/line'

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(line((await fetch(url)).status, url))
  return lines
}
