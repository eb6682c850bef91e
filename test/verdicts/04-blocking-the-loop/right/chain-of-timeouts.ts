// Each beat sets the next; as long as nothing blocks, they come as regularly as an interval's.
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  let timer = setTimeout(beat, 40)
  function beat(): void {
    timer = setTimeout(beat, 40)
    onBeat()
  }
  try {
    return await Promise.all(
      urls.map(async url => {
        const response = await fetch(url)
        return `[${response.status}] ${url}`
      }),
    )
  } finally {
    clearTimeout(timer)
  }
}
