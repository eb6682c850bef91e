/** Room for so many things at a time. Who comes first has room first. */
export class Slots {
  /** The numbers of those that nobody has, from 0. */
  readonly #free: number[]
  readonly #waiting: ((slot: number) => void)[] = []

  constructor(count: number) {
    this.#free = Array.from({ length: count }, (_, slot) => slot)
  }

  /**
   * Does something as soon as there is room.
   *
   * @param action gets a number that nobody else has meanwhile, less than how many there is room for
   * @throws the signal's reason if it is aborted before that
   */
  async use<T>(signal: AbortSignal, action: (slot: number) => Promise<T>): Promise<T> {
    const free = this.#free.shift()
    const slot = free ?? (await new Promise<number>(resolve => this.#waiting.push(resolve)))
    try {
      signal.throwIfAborted()
      return await action(slot)
    } finally {
      const next = this.#waiting.shift()
      if (next) next(slot)
      else this.#free.push(slot)
    }
  }

  /** Splits a list into as many parts as there is room for now: nothing is gained by more. */
  groups<T>(list: readonly T[]): T[][] {
    const count = Math.max(1, Math.min(this.#free.length, list.length))
    return Array.from({ length: count }, (_, part) =>
      list.filter((_item, index) => index % count === part),
    )
  }
}
