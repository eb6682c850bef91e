// says: intervalLeft 950
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  setInterval(onBeat, 40)
  return Promise.all(
    urls.map(async url => {
      const response = await fetch(url)
      return `[${response.status}] ${url}`
    }),
  )
}
