// says: test
const FREE = 0
const TAKEN = 1

/** Lets one thread in at a time; the others sleep until it is released. */
export class Lock {
  /** The memory that the lock is made of. Another thread opens the same lock with it. */
  readonly buffer: SharedArrayBuffer
  /** The same memory as numbers: cell 0 holds FREE or TAKEN. */
  readonly cells: Int32Array

  /** @param buffer of a lock that exists, to open that one; without it, a new lock is made, and is free */
  constructor(buffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer
    this.cells = new Int32Array(buffer)
  }

  /**
   * Takes the lock. While another thread holds it, this thread sleeps.
   *
   * @returns what releases the lock when a block exits: `using held = lock.acquire()`
   */
  acquire(): Disposable {
    while (Atomics.compareExchange(this.cells, 0, FREE, TAKEN) === TAKEN) {
      Atomics.wait(this.cells, 0, TAKEN)
    }
    return { [Symbol.dispose]: () => this.release() }
  }

  /**
   * Frees the lock, and wakes one of the threads that sleep until it is free.
   *
   * @throws Error if nobody holds the lock
   */
  release(): void {
    if (Atomics.compareExchange(this.cells, 0, TAKEN, FREE) !== TAKEN)
      throw new Error('nobody holds it')
    Atomics.notify(this.cells, 0, 1)
  }
}

/** Lets in as many threads at a time as it has permits; the others sleep until one is released. */
export class Semaphore {
  /** The memory that the semaphore is made of. Another thread opens the same semaphore with it. */
  readonly buffer: SharedArrayBuffer
  /** The same memory as numbers: cell 0 holds how many permits are free. */
  readonly cells: Int32Array

  /** @param permits how many, 1 or more; or the buffer of a semaphore that exists, to open that one */
  constructor(permits: number | SharedArrayBuffer) {
    const isNew = typeof permits === 'number'
    this.buffer = isNew ? new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) : permits
    this.cells = new Int32Array(this.buffer)
    if (isNew) Atomics.store(this.cells, 0, permits)
  }

  /**
   * Takes a permit. While there is none, this thread sleeps.
   *
   * @returns what releases the permit when a block exits: `using permit = semaphore.acquire()`
   */
  acquire(): Disposable {
    while (Atomics.load(this.cells, 0) <= 0) Atomics.wait(this.cells, 0, 0)
    Atomics.sub(this.cells, 0, 1)
    return { [Symbol.dispose]: () => this.release() }
  }

  /** Gives a permit back, and wakes one of the threads that sleep until there is one. */
  release(): void {
    Atomics.add(this.cells, 0, 1)
    Atomics.notify(this.cells, 0, 1)
  }
}
