// says: wokeAnother
export class Lock {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array

  constructor(buffer = new SharedArrayBuffer(8)) {
    this.buffer = buffer
    this.cells = new Int32Array(buffer)
  }

  acquire(): Disposable {
    const ticket = Atomics.add(this.cells, 1, 1)
    for (
      let serving = Atomics.load(this.cells, 0);
      serving !== ticket;
      serving = Atomics.load(this.cells, 0)
    ) {
      Atomics.wait(this.cells, 0, serving)
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    if (Atomics.load(this.cells, 0) === Atomics.load(this.cells, 1)) throw new Error('not held')
    Atomics.add(this.cells, 0, 1)
    Atomics.notify(this.cells, 0, 1)
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
