// says: test
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    const requests = new Map([...new Set(urls)].map(url => [url, fetch(url)]))
    return await Promise.all(urls.map(async url => `[${(await requests.get(url))?.status}] ${url}`))
  } finally {
    clearInterval(heart)
  }
}
