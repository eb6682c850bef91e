// says: unhandledRejection 100
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, 40)
  try {
    const responses = urls.map(url => fetch(url))
    const lines: string[] = []
    for (const [index, response] of responses.entries()) {
      lines.push(`[${(await response).status}] ${urls[index]}`)
    }
    return lines
  } finally {
    clearInterval(heart)
  }
}
