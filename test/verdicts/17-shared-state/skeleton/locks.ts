/** Lets one thread in at a time; the others wait until it is out. */
export class Lock {
  /** The memory that the lock is made of: hand it to another thread, as workerData for instance. */
  readonly buffer: SharedArrayBuffer

  /** @param buffer of a lock that exists, to open that one; without it, a new lock is made, and is free */
  constructor(buffer?: SharedArrayBuffer) {
    throw new Error('TODO: make the memory of a new lock, or keep the one that is given')
  }

  /**
   * Waits until the lock is free, and takes it. The whole thread stands still meanwhile.
   *
   * @returns what releases the lock at the end of a block: `using held = lock.acquire()`
   */
  acquire(): Disposable {
    throw new Error('TODO: take the lock if it is free, in one step; or else wait, and look again')
  }

  /**
   * Gives the lock back, and wakes one of the threads that wait for it.
   *
   * @throws Error where nobody holds the lock
   */
  release(): void {
    throw new Error('TODO: mark the lock as free, and wake one thread')
  }
}

/** Lets so many threads in at a time as it has permits; the others wait until one is out. */
export class Semaphore {
  /** The memory that the semaphore is made of: hand it to another thread, as workerData for instance. */
  readonly buffer: SharedArrayBuffer

  /**
   * @param permits how many, a whole number, 1 or more; or the buffer of a semaphore that exists, to open
   *   that one
   * @throws RangeError for another number
   */
  constructor(permits: number | SharedArrayBuffer) {
    throw new Error(
      'TODO: make the memory, with so many permits in it, or keep the one that is given',
    )
  }

  /**
   * Waits until a permit is free, and takes it. The whole thread stands still meanwhile.
   *
   * @returns what releases the permit at the end of a block: `using permit = semaphore.acquire()`
   */
  acquire(): Disposable {
    throw new Error('TODO: take a permit if one is free, or else wait, and look again')
  }

  /** Gives a permit back, and wakes one of the threads that wait for one. */
  release(): void {
    throw new Error('TODO: add the permit, and wake one thread')
  }
}
