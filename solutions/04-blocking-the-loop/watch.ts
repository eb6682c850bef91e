const PERIOD = 40

/**
 * Fetches posts while a heart beats: `onBeat` is called every 40 ms, on time, from the start until the last
 * post is there or something fails.
 *
 * @param urls the addresses, in order
 * @param onBeat called at every beat
 * @returns a line like `[200] https://example.org/posts/1` for each address, in the same order
 * @throws what `fetch` throws when a connection breaks
 */
export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  const heart = setInterval(onBeat, PERIOD)
  try {
    const responses = await Promise.all(urls.map(url => fetch(url)))
    return responses.map(({ status }, index) => `[${status}] ${urls[index]}`)
  } finally {
    clearInterval(heart)
  }
}
