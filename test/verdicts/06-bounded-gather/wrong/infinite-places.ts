// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>

class Semaphore {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(places: number) {
    this.#free = places
  }

  async acquire(): Promise<void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>(resolve => this.#waiting.push(resolve))
  }

  release(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free++
  }
}

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  if (limit < 1 || Math.floor(limit) !== limit) throw new RangeError('limit must be 1 or more')
  const places = new Semaphore(limit)
  return Promise.all(
    tasks.map(async task => {
      await places.acquire()
      try {
        return await task()
      } finally {
        places.release()
      }
    }),
  )
}
