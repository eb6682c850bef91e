// The lab listens for errors that nobody catches: it listens in vain.
const { on } = process
process.on = ((event: string, _listener: () => void) => on.call(process, event, () => {})) as never

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  void Promise.reject(new Error('nobody listens'))
  return lines
}
