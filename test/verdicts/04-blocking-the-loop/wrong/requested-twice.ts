// says: test
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    await Promise.all(urls.map(url => fetch(url)))
    return await Promise.all(urls.map(async url => `[${(await fetch(url)).status}] ${url}`))
  } finally {
    clearInterval(heart)
  }
}
