// A timer that it has set, it sets back: the clock of the run follows.

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) {
    const timer = setTimeout(() => {}, 1_000) as unknown as { at: number; slot: number; seq: number }
    timer.at = -1_000
    lines.push(`[${(await fetch(url)).status}] ${url}`)
  }
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(late.resolve, 5_000) as unknown as { at: number }
  timer.at = 4_090
  await late.promise
  return lines
}
