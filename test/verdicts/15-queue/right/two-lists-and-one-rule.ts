// Calls only join a line; one function moves whatever can be moved.
interface Call<T> {
  item: T
  resolve: (value: never) => void
  reject: (error: Error) => void
}

export class Queue<T> {
  private readonly inside: T[] = []
  private readonly putting: Call<T>[] = []
  private readonly getting: Omit<Call<T>, 'item'>[] = []
  private closed = false
  private readonly maxSize: number

  constructor(maxSize: number) {
    this.maxSize = maxSize
  }

  private settle(): void {
    const { inside, putting, getting, maxSize } = this
    while (true) {
      if (putting.length > 0 && inside.length < maxSize && !this.closed) {
        const { item, resolve } = putting.shift() as Call<T>
        inside.push(item)
        resolve(undefined as never)
      } else if (getting.length > 0 && inside.length > 0) {
        getting.shift()?.resolve(inside.shift() as never)
      } else break
    }
    if (!this.closed) return
    for (const { reject } of putting.splice(0)) reject(new Error('closed'))
    for (const { reject } of getting.splice(0)) reject(new Error('closed'))
  }

  put(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.putting.push({ item, resolve, reject })
      this.settle()
    })
  }

  get(): Promise<T> {
    return new Promise((resolve, reject) => {
      this.getting.push({ resolve, reject })
      this.settle()
    })
  }

  close(): void {
    this.closed = true
    this.settle()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      let item: T
      try {
        item = await this.get()
      } catch {
        break
      }
      yield item
    }
  }
}
