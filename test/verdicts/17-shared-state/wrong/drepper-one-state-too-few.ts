// says: changedWithoutNotify
/** 0: free, 1: held, 2: held and somebody waits. Notifies only where somebody waits. */
export class Lock {
  readonly buffer: SharedArrayBuffer
  readonly #word: Int32Array
  constructor(buffer = new SharedArrayBuffer(4)) {
    this.buffer = buffer
    this.#word = new Int32Array(buffer)
  }
  acquire(): Disposable {
    while (Atomics.compareExchange(this.#word, 0, 0, 1) !== 0) {
      Atomics.compareExchange(this.#word, 0, 1, 2)
      Atomics.wait(this.#word, 0, 2)
    }
    return { [Symbol.dispose]: () => this.release() }
  }
  release(): void {
    const was = Atomics.exchange(this.#word, 0, 0)
    if (was === 0) throw new Error('Nobody holds the lock')
    if (was === 2) Atomics.notify(this.#word, 0, 1)
  }
}

export class Semaphore {
  readonly buffer: SharedArrayBuffer
  readonly #word: Int32Array
  constructor(permits: number | SharedArrayBuffer) {
    if (typeof permits === 'number') {
      this.buffer = new SharedArrayBuffer(4)
      this.#word = new Int32Array(this.buffer)
      Atomics.store(this.#word, 0, permits)
    } else {
      this.buffer = permits
      this.#word = new Int32Array(permits)
    }
  }
  acquire(): Disposable {
    for (;;) {
      const n = Atomics.load(this.#word, 0)
      if (n > 0) {
        if (Atomics.compareExchange(this.#word, 0, n, n - 1) === n) break
      } else Atomics.wait(this.#word, 0, 0)
    }
    return { [Symbol.dispose]: () => this.release() }
  }
  release(): void {
    Atomics.add(this.#word, 0, 1)
    Atomics.notify(this.#word, 0, 1)
  }
}
