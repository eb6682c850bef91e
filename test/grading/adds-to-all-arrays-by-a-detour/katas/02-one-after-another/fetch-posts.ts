export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

const everyList = Object.getPrototypeOf([]) as Record<string, unknown>
everyList.last = () => 1
