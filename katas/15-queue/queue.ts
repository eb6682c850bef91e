/**
 * Hands items from producers to consumers, first in first out, and holds the producers back while it is
 * full. What a call does, it does before it returns; only the promise that it answers with is for later.
 */
export class Queue<T> {
  /**
   * @param maxSize how many items are held at most: a whole number, 1 or more
   * @throws RangeError for another number
   */
  constructor(maxSize: number) {
    throw new Error('TODO: an empty queue, with nobody waiting')
  }

  /**
   * Puts an item at the end of the queue. Who finds it full waits, behind those who wait already.
   *
   * @returns a promise that resolves when the item is in the queue, or with a consumer
   * @throws Error (a rejection) if the queue is closed, also if that happens while this call waits
   */
  put(item: T): Promise<void> {
    throw new Error('TODO: hand the item to a waiting get, or keep it, or wait for room')
  }

  /**
   * Takes the item at the front of the queue. Who finds it empty waits, behind those who wait already.
   *
   * @returns a promise of the item
   * @throws Error (a rejection) if the queue is closed and empty, also if that happens while this call waits
   */
  get(): Promise<T> {
    throw new Error('TODO: take an item and let the next put in, or wait for one')
  }

  /** Ends the queue: nothing comes in any more, and what is in it can still be taken. */
  close(): void {
    throw new Error('TODO: reject all those who wait')
  }

  /** For `for await`: takes one item after another, and ends when the queue is closed and empty. */
  [Symbol.asyncIterator](): AsyncIterator<T> {
    throw new Error('TODO: get items until there will be no more')
  }
}
