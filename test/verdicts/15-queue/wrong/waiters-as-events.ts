// says: a put that waits gets in before one that comes later
import { EventEmitter, once } from 'node:events'

export class Queue<T> extends EventEmitter {
  items: T[] = []
  closed = false
  maxSize: number

  constructor(maxSize: number) {
    super()
    if (!Number.isInteger(maxSize) || maxSize < 1) throw new RangeError('maxSize')
    this.maxSize = maxSize
  }

  async put(item: T): Promise<void> {
    while (!this.closed && this.items.length >= this.maxSize) await once(this, 'room')
    if (this.closed) throw new Error('closed')
    this.items.push(item)
    this.emit('item')
  }

  async get(): Promise<T> {
    while (!this.closed && this.items.length === 0) await once(this, 'item')
    if (this.items.length === 0) throw new Error('closed')
    const item = this.items.shift() as T
    this.emit('room')
    return item
  }

  close(): void {
    this.closed = true
    this.emit('item')
    this.emit('room')
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    try {
      while (true) yield await this.get()
    } catch {}
  }
}
