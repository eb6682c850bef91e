// says: test
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  let heart = setTimeout(function beat() {
    onBeat()
    heart = setTimeout(beat, 40)
  }, 40)
  try {
    return await Promise.all(
      urls.map(async url => {
        const response = await fetch(url)
        return `[${response.status}] ${url}`
      }),
    )
  } finally {
    clearTimeout(heart)
  }
}
