import { get } from '#lab/blocking'

const PERIOD = 40

/**
 * Fetches posts while a heart beats: `onBeat` is called every 40 ms, on time, from the start until the last
 * post is there or something fails. This version works, and blocks the event loop for seconds.
 *
 * @param urls the addresses, in order
 * @param onBeat called at every beat
 * @returns a line like `[200] https://example.org/posts/1` for each address, in the same order
 * @throws what `fetch` throws when a connection breaks
 */
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, PERIOD)
  try {
    const lines: string[] = []
    for (const url of urls) {
      // TODO: get blocks the event loop, and the heart with it. What would not?
      const response = get(url)
      lines.push(`[${response.status}] ${url}`)
    }
    return lines
  } finally {
    clearInterval(heart)
  }
}
