// 0: free, 1: taken, 2: taken, and others may wait. Mutex 2 of Ulrich Drepper, Futexes Are Tricky.

export class Lock {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array

  constructor(buffer = new SharedArrayBuffer(4)) {
    this.buffer = buffer
    this.cells = new Int32Array(buffer)
  }

  acquire(): Disposable {
    let seen = Atomics.compareExchange(this.cells, 0, 0, 1)
    while (seen !== 0) {
      if (seen === 2 || Atomics.compareExchange(this.cells, 0, 1, 2) !== 0)
        Atomics.wait(this.cells, 0, 2)
      seen = Atomics.compareExchange(this.cells, 0, 0, 2)
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    const before = Atomics.exchange(this.cells, 0, 0)
    if (before === 0) throw new Error('not held')
    if (before === 2) Atomics.notify(this.cells, 0, 1)
  }
}

export class Semaphore {
  readonly buffer: SharedArrayBuffer
  readonly cells: Int32Array

  constructor(permits: number | SharedArrayBuffer) {
    if (typeof permits === 'number') {
      this.buffer = new SharedArrayBuffer(8)
      this.cells = new Int32Array(this.buffer)
      Atomics.store(this.cells, 0, permits)
    } else {
      this.buffer = permits
      this.cells = new Int32Array(permits)
    }
  }

  acquire(): Disposable {
    if (Atomics.sub(this.cells, 0, 1) <= 0) {
      for (;;) {
        const wakeups = Atomics.load(this.cells, 1)
        if (wakeups === 0) Atomics.wait(this.cells, 1, 0)
        else if (Atomics.compareExchange(this.cells, 1, wakeups, wakeups - 1) === wakeups) break
      }
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  release(): void {
    if (Atomics.add(this.cells, 0, 1) < 0) {
      Atomics.add(this.cells, 1, 1)
      Atomics.notify(this.cells, 1, 1)
    }
  }
}
