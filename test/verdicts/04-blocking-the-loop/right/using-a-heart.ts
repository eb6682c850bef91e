// A heart that stops by itself at the end of the block that uses it.
class Heart {
  readonly #timer: NodeJS.Timeout

  constructor(onBeat: () => void) {
    this.#timer = setInterval(onBeat, 40)
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }
}

export async function watch(urls: readonly string[], onBeat: () => void): Promise<string[]> {
  using _heart = new Heart(onBeat)
  return await Array.fromAsync(urls, async url => `[${(await fetch(url)).status}] ${url}`)
}
