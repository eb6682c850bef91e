// says: test
export class Queue<T> {
  maxSize: number
  items: T[] = []
  putters: (() => void)[] = []
  getters: (() => void)[] = []
  closed = false

  constructor(maxSize: number) {
    this.maxSize = maxSize
  }

  async put(item: T): Promise<void> {
    if (!this.closed && this.items.length >= this.maxSize) {
      await new Promise<void>(resolve => this.putters.push(resolve))
    }
    if (this.closed) throw new Error('closed')
    this.items.push(item)
    this.getters.shift()?.()
  }

  async get(): Promise<T> {
    if (!this.closed && this.items.length === 0) {
      await new Promise<void>(resolve => this.getters.push(resolve))
    }
    if (this.items.length === 0) throw new Error('closed')
    const item = this.items.shift() as T
    this.putters.shift()?.()
    return item
  }

  close(): void {
    this.closed = true
    for (const wake of [...this.putters.splice(0), ...this.getters.splice(0)]) wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    try {
      while (true) yield await this.get()
    } catch (error) {
      if (!this.closed) throw error
    }
  }
}
