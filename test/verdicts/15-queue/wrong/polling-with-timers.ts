// says: test
interface Waiting<V> {
  resolve: (value: V) => void
  reject: (error: Error) => void
}

export class Queue<T> {
  maxSize: number
  items: T[] = []
  putters: (Waiting<void> & { item: T })[] = []
  getters: Waiting<T>[] = []
  closed = false

  constructor(maxSize: number) {
    if (!Number.isInteger(maxSize) || maxSize < 1) throw new RangeError('maxSize')
    this.maxSize = maxSize
  }

  async put(item: T): Promise<void> {
    while (!this.closed && this.items.length >= this.maxSize) {
      await new Promise(resolve => setTimeout(resolve, 1))
    }
    if (this.closed) throw new Error('closed')
    this.items.push(item)
  }

  async get(): Promise<T> {
    while (!this.closed && this.items.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 1))
    }
    if (this.items.length === 0) throw new Error('closed')
    return this.items.shift() as T
  }

  close(): void {
    this.closed = true
    for (const putter of this.putters.splice(0)) putter.reject(new Error('closed'))
    for (const getter of this.getters.splice(0)) getter.reject(new Error('closed'))
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (!this.closed || this.items.length > 0) {
      let item: T
      try {
        item = await this.get()
      } catch {
        return
      }
      yield item
    }
  }
}
