// The same without async and await.
export function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  const line = (url: string) => fetch(url).then(({ status }) => `[${status}] ${url}`)
  return Promise.all(urls.map(line)).finally(() => clearInterval(heart))
}
