import { Redis } from 'ioredis'

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

const redis = new Redis('redis://cache.example')
await redis.get('visitors')
