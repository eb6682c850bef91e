// Nothing but closures: each waiter is a function.
export class Queue<T> {
  readonly put: (item: T) => Promise<void>
  readonly get: () => Promise<T>
  readonly close: () => void

  constructor(maxSize: number) {
    const items: T[] = []
    const putters: (() => void)[] = []
    const getters: (() => void)[] = []
    let closed = false

    this.put = item =>
      new Promise((resolve, reject) => {
        const enter = () => {
          if (closed) return reject(new Error('closed'))
          items.push(item)
          resolve()
          if (getters.length > 0) getters.shift()?.()
        }
        if (items.length < maxSize || closed) enter()
        else putters.push(enter)
      })

    this.get = () =>
      new Promise((resolve, reject) => {
        const take = () => {
          if (items.length === 0) return reject(new Error('closed and empty'))
          resolve(items.shift() as T)
          putters.shift()?.()
        }
        if (items.length > 0 || closed) take()
        else getters.push(take)
      })

    this.close = () => {
      closed = true
      for (const end of [...putters.splice(0), ...getters.splice(0)]) end()
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (true) {
      const result = await this.get().then(
        item => ({ item }),
        () => undefined,
      )
      if (!result) return
      yield result.item
    }
  }
}
