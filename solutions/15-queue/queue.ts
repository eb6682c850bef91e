/** A put that waits for room, with its item. */
interface Putter<T> {
  readonly item: T
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** A get that waits for an item. */
interface Getter<T> {
  readonly resolve: (item: T) => void
  readonly reject: (error: Error) => void
}

/**
 * Hands items from producers to consumers, first in first out, and holds the producers back while it is
 * full. What a call does, it does before it returns; only the promise that it answers with is for later.
 */
export class Queue<T> {
  readonly #maxSize: number
  readonly #items: T[] = []
  /** Not empty only while the queue is full. */
  readonly #putters: Putter<T>[] = []
  /** Not empty only while the queue is empty. */
  readonly #getters: Getter<T>[] = []
  #closed = false

  /**
   * @param maxSize how many items are held at most: a whole number, 1 or more
   * @throws RangeError for another number
   */
  constructor(maxSize: number) {
    if (!Number.isInteger(maxSize) || maxSize < 1) {
      throw new RangeError(`maxSize must be a whole number, 1 or more, not ${maxSize}`)
    }
    this.#maxSize = maxSize
  }

  /**
   * Puts an item at the end of the queue. Who finds it full waits, behind those who wait already.
   *
   * @returns a promise that resolves when the item is in the queue, or with a consumer
   * @throws Error (a rejection) if the queue is closed, also if that happens while this call waits
   */
  async put(item: T): Promise<void> {
    if (this.#closed) throw new Error('put: the queue is closed')
    const getter = this.#getters.shift()
    if (getter) {
      getter.resolve(item)
    } else if (this.#items.length < this.#maxSize) {
      this.#items.push(item)
    } else {
      await new Promise<void>((resolve, reject) => {
        this.#putters.push({ item, resolve, reject })
      })
    }
  }

  /**
   * Takes the item at the front of the queue. Who finds it empty waits, behind those who wait already.
   *
   * @returns a promise of the item
   * @throws Error (a rejection) if the queue is closed and empty, also if that happens while this call waits
   */
  async get(): Promise<T> {
    if (this.#items.length === 0) {
      if (this.#closed) throw new Error('get: the queue is closed and empty')
      return new Promise<T>((resolve, reject) => {
        this.#getters.push({ resolve, reject })
      })
    }
    const item = this.#items.shift() as T
    // Whoever waits gets in here and now: woken up only to look again, it could be overtaken.
    const putter = this.#putters.shift()
    if (putter) {
      this.#items.push(putter.item)
      putter.resolve()
    }
    return item
  }

  /** Ends the queue: nothing comes in any more, and what is in it can still be taken. */
  close(): void {
    this.#closed = true
    for (const waiting of [...this.#putters.splice(0), ...this.#getters.splice(0)]) {
      waiting.reject(new Error('the queue was closed meanwhile'))
    }
  }

  /** For `for await`: takes one item after another, and ends when the queue is closed and empty. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    try {
      while (true) yield await this.get()
    } catch {
      // get fails only when the queue is closed and empty: that is the end of the loop.
    }
  }
}
