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

  put(item: T): Promise<void> {
    if (this.closed) return Promise.reject(new Error('closed'))
    const getter = this.getters.shift()
    if (getter) {
      getter.resolve(item)
      return Promise.resolve()
    }
    if (this.items.length < this.maxSize) {
      this.items.push(item)
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      this.putters.push({ item, resolve, reject })
    })
  }

  get(): Promise<T> {
    if (this.items.length > 0) {
      const item = this.items.shift() as T
      const putter = this.putters.shift()
      if (putter) {
        this.items.push(putter.item)
        putter.resolve()
      }
      return Promise.resolve(item)
    }
    if (this.closed) return Promise.reject(new Error('closed'))
    return new Promise((resolve, reject) => {
      this.getters.push({ resolve, reject })
    })
  }

  close(): void {
    this.closed = true
    for (const putter of this.putters.splice(0)) putter.reject(new Error('closed'))
    for (const getter of this.getters.splice(0)) getter.reject(new Error('closed'))
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (true) yield await this.get()
  }
}
