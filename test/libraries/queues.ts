/** A semaphore of some library: `cancel` lets all that wait reject. */
export interface Semaphore {
  acquire(): Promise<unknown>
  release(): void
  cancel(): void
}

/** Kata 15's queue on two semaphores: one counts the room that is left, the other the items. */
export class QueueOf<T> {
  readonly #room: Semaphore
  readonly #filled: Semaphore
  readonly #items: T[] = []
  #isClosed = false

  constructor(room: Semaphore, filled: Semaphore) {
    this.#room = room
    this.#filled = filled
  }

  async put(item: T): Promise<void> {
    if (this.#isClosed) throw new Error('closed')
    await this.#room.acquire()
    this.#items.push(item)
    this.#filled.release()
  }

  async get(): Promise<T> {
    if (this.#isClosed && this.#items.length === 0) throw new Error('closed and empty')
    await this.#filled.acquire()
    const item = this.#items.shift() as T
    this.#room.release()
    return item
  }

  close(): void {
    this.#isClosed = true
    this.#room.cancel()
    this.#filled.cancel()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (!this.#isClosed || this.#items.length > 0) {
      try {
        yield await this.get()
      } catch (error) {
        if (!this.#isClosed) throw error
      }
    }
  }
}
