// says: test
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
  readonly permits: number

  constructor(permits: number | SharedArrayBuffer) {
    if (typeof permits === 'number') {
      this.buffer = new SharedArrayBuffer(4)
      this.permits = permits
    } else {
      this.buffer = permits
      this.permits = 1
    }
    this.cells = new Int32Array(this.buffer)
  }

  acquire(): Disposable {
    for (;;) {
      const inside = Atomics.load(this.cells, 0)
      if (inside >= this.permits) Atomics.wait(this.cells, 0, inside)
      else if (Atomics.compareExchange(this.cells, 0, inside, inside + 1) === inside) break
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    Atomics.sub(this.cells, 0, 1)
    Atomics.notify(this.cells, 0, 1)
  }
}
