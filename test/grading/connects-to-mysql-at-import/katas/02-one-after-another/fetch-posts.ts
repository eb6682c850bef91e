import mysql from 'mysql2/promise'

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

await mysql.createConnection('mysql://user:secret@db.example/blog')
