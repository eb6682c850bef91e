// says: setInterval 40 was not cleared when your function ended at 950 ms: it went on forever
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  setInterval(onBeat, 40)
  return Promise.all(
    urls.map(async url => {
      const response = await fetch(url)
      return `[${response.status}] ${url}`
    }),
  )
}
