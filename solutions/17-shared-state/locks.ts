const FREE = 0
const TAKEN = 1

/** Lets one thread in at a time; the others wait until it is out. */
export class Lock {
  /** The memory that the lock is made of: hand it to another thread, as workerData for instance. */
  readonly buffer: SharedArrayBuffer
  readonly #cells: Int32Array

  /** @param buffer of a lock that exists, to open that one; without it, a new lock is made, and is free */
  constructor(buffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer
    this.#cells = new Int32Array(buffer)
  }

  /**
   * Waits until the lock is free, and takes it. The whole thread stands still meanwhile.
   *
   * @returns what releases the lock at the end of a block: `using held = lock.acquire()`
   */
  acquire(): Disposable {
    while (Atomics.compareExchange(this.#cells, 0, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.#cells, 0, TAKEN)
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  /**
   * Gives the lock back, and wakes one of the threads that wait for it.
   *
   * @throws Error where nobody holds the lock
   */
  release(): void {
    if (Atomics.compareExchange(this.#cells, 0, TAKEN, FREE) !== TAKEN) {
      throw new Error('Nobody holds this lock: acquire it before you release it.')
    }
    Atomics.notify(this.#cells, 0, 1)
  }
}

/** Lets so many threads in at a time as it has permits; the others wait until one is out. */
export class Semaphore {
  /** The memory that the semaphore is made of: hand it to another thread, as workerData for instance. */
  readonly buffer: SharedArrayBuffer
  readonly #cells: Int32Array

  /**
   * @param permits how many, a whole number, 1 or more; or the buffer of a semaphore that exists, to open
   *   that one
   * @throws RangeError for another number
   */
  constructor(permits: number | SharedArrayBuffer) {
    this.buffer =
      typeof permits === 'number' ? new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) : permits
    this.#cells = new Int32Array(this.buffer)
    if (typeof permits !== 'number') return
    if (!Number.isInteger(permits) || permits < 1) {
      throw new RangeError(`A semaphore has 1 permit or more, a whole number; not ${permits}.`)
    }
    Atomics.store(this.#cells, 0, permits)
  }

  /**
   * Waits until a permit is free, and takes it. The whole thread stands still meanwhile.
   *
   * @returns what releases the permit at the end of a block: `using permit = semaphore.acquire()`
   */
  acquire(): Disposable {
    for (let free = 0; ; ) {
      free = Atomics.load(this.#cells, 0)
      if (free === 0) Atomics.wait(this.#cells, 0, 0)
      else if (Atomics.compareExchange(this.#cells, 0, free, free - 1) === free) break
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  /** Gives a permit back, and wakes one of the threads that wait for one. */
  release(): void {
    Atomics.add(this.#cells, 0, 1)
    Atomics.notify(this.#cells, 0, 1)
  }
}
