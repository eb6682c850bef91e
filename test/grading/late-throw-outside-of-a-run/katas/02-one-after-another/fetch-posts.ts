export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

// Nobody waits for it: it is thrown in real time, between two tests or after all of them.
setTimeout(() => {
  throw new Error('too late')
}, 30)
