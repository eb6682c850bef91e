// says: sleepsWithTheLock
export class Lock {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array

  constructor(buffer = new SharedArrayBuffer(4)) {
    this.buffer = buffer
    this.cells = new Int32Array(buffer)
  }

  acquire(): Disposable {
    while (Atomics.compareExchange(this.cells, 0, 0, 1) !== 0) {
      Atomics.wait(this.cells, 0, 1)
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    if (Atomics.compareExchange(this.cells, 0, 1, 0) !== 1) throw new Error('not held')
    Atomics.notify(this.cells, 0, 1)
  }
}

export class Semaphore {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array
  readonly lock: Lock

  constructor(permits: number | SharedArrayBuffer) {
    if (typeof permits === 'number') {
      this.buffer = new SharedArrayBuffer(8)
      this.cells = new Int32Array(this.buffer)
      this.cells[1] = permits
    } else {
      this.buffer = permits
      this.cells = new Int32Array(permits)
    }
    this.lock = new Lock(this.buffer)
  }

  acquire(): Disposable {
    using held = this.lock.acquire()
    while (Atomics.load(this.cells, 1) === 0) Atomics.wait(this.cells, 1, 0)
    Atomics.sub(this.cells, 1, 1)
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    using held = this.lock.acquire()
    Atomics.add(this.cells, 1, 1)
    Atomics.notify(this.cells, 1, 1)
  }
}
