import assert from 'node:assert/strict'

/** A call of `put` that waits for room, with its item. */
interface Putter<T> {
  readonly item: T
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** A call of `get` that waits for an item. */
interface Getter<T> {
  readonly resolve: (item: T) => void
  readonly reject: (error: Error) => void
}

/** Hands items from producers to consumers, first in first out, and holds the producers back while it is full. */
export class Queue<T> {
  readonly maxSize: number
  readonly items: T[] = []
  readonly putters: Putter<T>[] = []
  readonly getters: Getter<T>[] = []
  closed = false

  /** @param maxSize how many items the queue holds at most: 1 or more */
  constructor(maxSize: number) {
    this.maxSize = maxSize
  }

  /**
   * Puts an item at the end of the queue. While the queue is full, it waits, behind the calls that wait already.
   *
   * @returns a promise that resolves when the item is in the queue, or with a consumer
   * @throws Error if the queue is closed, also if that happens while this call waits
   */
  async put(item: T): Promise<void> {
    if (this.closed) throw new Error('put: the queue is closed')
    const getter = this.getters.shift()
    if (getter) return getter.resolve(item)
    if (this.items.length < this.maxSize) {
      this.items.push(item)
      return
    }
    return new Promise((resolve, reject) => {
      this.putters.push({ item, resolve, reject })
    })
  }

  /**
   * Takes the item at the front of the queue. While the queue is empty, it waits, behind the calls that wait already.
   *
   * @returns a promise of the item
   * @throws Error if the queue is closed and empty, also if that happens while this call waits
   */
  async get(): Promise<T> {
    if (this.items.length === 0) {
      if (this.closed) throw new Error('get: the queue is closed and empty')
      return new Promise((resolve, reject) => {
        this.getters.push({ resolve, reject })
      })
    }
    const item = this.items.shift() as T
    // The put that waits gets in here and now: woken up only to look again, it could be overtaken.
    const putter = this.putters.shift()
    if (putter) {
      this.items.push(putter.item)
      putter.resolve()
    }
    return item
  }

  /** Ends the queue: nothing more gets in, and what is in it can still be taken. */
  close(): void {
    this.closed = true
    for (const { reject } of [...this.putters.splice(0), ...this.getters.splice(0)]) {
      reject(new Error('the queue was closed'))
    }
  }

  /** For `for await`: takes one item after another, and ends when the queue is closed and empty. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    try {
      while (true) yield await this.get()
    } catch (error) {
      assert(this.closed, error as Error)
    }
  }
}
