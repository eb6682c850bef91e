// Who comes draws a ticket, and sleeps on the cell of its own number until that is served.

export class Lock {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array

  constructor(buffer = new SharedArrayBuffer(4 * 66)) {
    this.buffer = buffer
    this.cells = new Int32Array(buffer)
  }

  acquire(): Disposable {
    const ticket = Atomics.add(this.cells, 0, 1)
    const slot = 2 + (ticket % 64)
    for (;;) {
      const seen = Atomics.load(this.cells, slot)
      if (Atomics.load(this.cells, 1) === ticket) break
      Atomics.wait(this.cells, slot, seen)
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    if (Atomics.load(this.cells, 0) === Atomics.load(this.cells, 1)) throw new Error('not held')
    const next = Atomics.add(this.cells, 1, 1) + 1
    Atomics.add(this.cells, 2 + (next % 64), 1)
    Atomics.notify(this.cells, 2 + (next % 64), 1)
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
    while (Atomics.sub(this.cells, 0, 1) <= 0) {
      Atomics.add(this.cells, 0, 1)
      Atomics.wait(this.cells, 0, 0)
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    Atomics.add(this.cells, 0, 1)
    Atomics.notify(this.cells, 0, 1)
  }
}
