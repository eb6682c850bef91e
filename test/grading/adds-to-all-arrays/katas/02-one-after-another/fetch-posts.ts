export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

declare global {
  interface Array<T> {
    last(): T | undefined
  }
}

Array.prototype.last = function () {
  return this.at(-1)
}
