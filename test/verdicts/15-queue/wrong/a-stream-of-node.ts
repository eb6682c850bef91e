// says: test
import { once } from 'node:events'
import { PassThrough } from 'node:stream'

export class Queue<T> {
  stream: PassThrough

  constructor(maxSize: number) {
    this.stream = new PassThrough({ objectMode: true, highWaterMark: maxSize })
  }

  async put(item: T): Promise<void> {
    if (this.stream.writableEnded) throw new Error('closed')
    if (!this.stream.write(item)) await once(this.stream, 'drain')
  }

  async get(): Promise<T> {
    while (true) {
      const item = this.stream.read()
      if (item !== null) return item
      if (this.stream.readableEnded) throw new Error('closed')
      await once(this.stream, 'readable')
    }
  }

  close(): void {
    this.stream.end()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    yield* this.stream
  }
}
