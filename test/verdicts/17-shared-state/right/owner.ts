import { threadId } from 'node:worker_threads'

export class Lock {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array

  constructor(buffer = new SharedArrayBuffer(4)) {
    this.buffer = buffer
    this.cells = new Int32Array(buffer)
  }

  acquire(): Disposable {
    const me = threadId + 1
    for (;;) {
      const holder = Atomics.compareExchange(this.cells, 0, 0, me)
      if (holder === 0) return this
      Atomics.wait(this.cells, 0, holder)
    }
  }

  release(): void {
    const me = threadId + 1
    if (Atomics.compareExchange(this.cells, 0, me, 0) !== me) throw new Error('not held')
    Atomics.notify(this.cells, 0, 1)
  }

  [Symbol.dispose](): void {
    this.release()
  }
}

export class Semaphore {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array

  constructor(permits: number | SharedArrayBuffer) {
    if (typeof permits === 'number') {
      this.buffer = new SharedArrayBuffer(4)
      this.cells = new Int32Array(this.buffer)
      Atomics.store(this.cells, 0, permits)
    } else {
      this.buffer = permits
      this.cells = new Int32Array(permits)
    }
  }

  acquire(): Disposable {
    for (;;) {
      const free = Atomics.load(this.cells, 0)
      if (free === 0) Atomics.wait(this.cells, 0, 0)
      else if (Atomics.compareExchange(this.cells, 0, free, free - 1) === free) break
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    Atomics.add(this.cells, 0, 1)
    Atomics.notify(this.cells, 0, 1)
  }
}
