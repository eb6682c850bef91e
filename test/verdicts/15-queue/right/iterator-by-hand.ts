// Built around next(): a get is a next that rejects at the end. No generator.
type Getter<T> = (result: IteratorResult<T, undefined>) => void

export class Queue<T> {
  #maxSize: number
  #items: T[] = []
  #putters: PromiseWithResolvers<void>[] = []
  #getters: Getter<T>[] = []
  #closed = false

  constructor(maxSize: number) {
    this.#maxSize = maxSize
  }

  async put(item: T): Promise<void> {
    if (this.#closed) throw new Error('closed')
    const getter = this.#getters.shift()
    if (getter) return getter({ done: false, value: item })
    // Those beyond maxSize are not in the queue yet: their puts wait.
    if (this.#items.push(item) <= this.#maxSize) return
    const putter = Promise.withResolvers<void>()
    this.#putters.push(putter)
    return putter.promise
  }

  async get(): Promise<T> {
    const { done, value } = await this.#next()
    if (done) throw new Error('closed and empty')
    return value
  }

  #next(): Promise<IteratorResult<T, undefined>> {
    return new Promise(resolve => {
      if (this.#items.length > 0) {
        resolve({ done: false, value: this.#items.shift() as T })
        this.#putters.shift()?.resolve()
      } else if (this.#closed) resolve({ done: true, value: undefined })
      else this.#getters.push(resolve)
    })
  }

  close(): void {
    this.#closed = true
    this.#items.length = Math.min(this.#items.length, this.#maxSize)
    for (const { reject } of this.#putters.splice(0)) reject(new Error('closed'))
    for (const end of this.#getters.splice(0)) end({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return { next: () => this.#next() }
  }
}
