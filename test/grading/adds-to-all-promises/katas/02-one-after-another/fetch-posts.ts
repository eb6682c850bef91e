export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

Object.defineProperty(Promise.prototype, 'tap', {
  value(this: Promise<unknown>, look: (value: unknown) => void) {
    return this.then(value => (look(value), value))
  },
})
