// says: test
abstract class Counter {
  readonly buffer: SharedArrayBuffer
  protected readonly free: Int32Array
  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer
    this.free = new Int32Array(buffer)
  }
  acquire(): Disposable {
    for (;;) {
      const free = Atomics.load(this.free, 0)
      if (free <= 0) Atomics.wait(this.free, 0, free)
      else if (Atomics.compareExchange(this.free, 0, free, free - 1) === free) break
    }
    return { [Symbol.dispose]: () => this.release() }
  }
  release(): void {
    Atomics.add(this.free, 0, 1)
    Atomics.notify(this.free, 0, 1)
  }
}

export class Lock extends Counter {
  constructor(buffer?: SharedArrayBuffer) {
    super(buffer ?? new SharedArrayBuffer(4))
    if (!buffer) Atomics.store(this.free, 0, 1)
  }
  override release(): void {
    if (Atomics.add(this.free, 0, 1) > 0) throw new Error('Nobody holds the lock')
    Atomics.notify(this.free, 0, 1)
  }
}

export class Semaphore extends Counter {
  constructor(permits: number | SharedArrayBuffer) {
    super(typeof permits === 'number' ? new SharedArrayBuffer(4) : permits)
    if (typeof permits === 'number') Atomics.store(this.free, 0, permits)
  }
}
