import pg from 'pg'

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

const client = new pg.Client('postgres://user:secret@db.example/blog')
await client.connect()
