export class Lock {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array

  constructor(buffer = new SharedArrayBuffer(4)) {
    this.buffer = buffer
    this.cells = new Int32Array(buffer)
  }

  acquire(): Disposable {
    while (Atomics.exchange(this.cells, 0, 1) === 1) Atomics.wait(this.cells, 0, 1)
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    if (Atomics.load(this.cells, 0) === 0) throw new Error('not held')
    Atomics.store(this.cells, 0, 0)
    Atomics.notify(this.cells, 0, 1)
  }
}

export class Semaphore {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array

  constructor(permits: number | SharedArrayBuffer) {
    if (permits instanceof SharedArrayBuffer) {
      this.buffer = permits
      this.cells = new Int32Array(permits)
      return
    }
    this.buffer = new SharedArrayBuffer(8)
    this.cells = new Int32Array(this.buffer)
    this.cells[1] = permits
  }

  acquire(): Disposable {
    const permits = Atomics.load(this.cells, 1)
    let inside = Atomics.load(this.cells, 0)
    while (true) {
      if (inside === permits) {
        Atomics.wait(this.cells, 0, permits)
        inside = Atomics.load(this.cells, 0)
        continue
      }
      const found = Atomics.compareExchange(this.cells, 0, inside, inside + 1)
      if (found === inside) break
      inside = found
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    Atomics.sub(this.cells, 0, 1)
    Atomics.notify(this.cells, 0, 1)
  }
}
