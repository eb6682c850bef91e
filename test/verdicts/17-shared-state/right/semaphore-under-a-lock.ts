// The lock has cells 0 and 1: whether it is taken, and how many wait. The free permits are in cell 2.

export class Lock {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array

  constructor(buffer = new SharedArrayBuffer(8)) {
    this.buffer = buffer
    this.cells = new Int32Array(buffer)
  }

  acquire(): Disposable {
    while (Atomics.compareExchange(this.cells, 0, 0, 1) !== 0) {
      Atomics.add(this.cells, 1, 1)
      Atomics.wait(this.cells, 0, 1)
      Atomics.sub(this.cells, 1, 1)
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    if (Atomics.compareExchange(this.cells, 0, 1, 0) !== 1) throw new Error('not held')
    if (Atomics.load(this.cells, 1) > 0) Atomics.notify(this.cells, 0, 1)
  }
}

export class Semaphore {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array
  readonly lock: Lock

  constructor(permits: number | SharedArrayBuffer) {
    if (typeof permits === 'number') {
      this.buffer = new SharedArrayBuffer(12)
      this.cells = new Int32Array(this.buffer)
      this.cells[2] = permits
    } else {
      this.buffer = permits
      this.cells = new Int32Array(permits)
    }
    this.lock = new Lock(this.buffer)
  }

  acquire(): Disposable {
    while (!this.take()) Atomics.wait(this.cells, 2, 0)
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    using _held = this.lock.acquire()
    Atomics.add(this.cells, 2, 1)
    Atomics.notify(this.cells, 2, 1)
  }

  take(): boolean {
    using _held = this.lock.acquire()
    const free = Atomics.load(this.cells, 2)
    if (free === 0) return false
    Atomics.store(this.cells, 2, free - 1)
    return true
  }
}
