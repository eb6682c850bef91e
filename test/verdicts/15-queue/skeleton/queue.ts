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
    throw new Error('TODO: hand the item to a get that waits, or keep it, or wait for room')
  }

  /**
   * Takes the item at the front of the queue. While the queue is empty, it waits, behind the calls that wait already.
   *
   * @returns a promise of the item
   * @throws Error if the queue is closed and empty, also if that happens while this call waits
   */
  async get(): Promise<T> {
    throw new Error('TODO: take an item and let the next put in, or wait for one')
  }

  /** Ends the queue: nothing more gets in, and what is in it can still be taken. */
  close(): void {
    throw new Error('TODO: reject all calls that wait')
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
