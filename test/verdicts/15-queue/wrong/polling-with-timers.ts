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
    try {
      while (true) yield await this.get()
    } catch (error) {
      if (!this.closed) throw error
    }
  }
}
