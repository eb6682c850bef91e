import words from './words.json' with { type: 'json' }
void words

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) { const r = await fetch(url); lines.push(`[${r.status}] ${url}`) }
  return lines
}
