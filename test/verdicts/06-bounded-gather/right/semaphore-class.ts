// A semaphore for itself, and the gather of all tasks behind it, as Python programs have it.
type Task<T> = () => Promise<T>

class Semaphore {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(places: number) {
    this.#free = places
  }

  async acquire(): Promise<Disposable> {
    if (this.#free === 0) await new Promise<void>(resolve => this.#waiting.push(resolve))
    this.#free--
    return { [Symbol.dispose]: () => this.#release() }
  }

  #release(): void {
    this.#free++
    this.#waiting.shift()?.()
  }
}

export async function gatherLimited<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const semaphore = new Semaphore(limit)
  return Promise.all(
    tasks.map(async task => {
      using place = await semaphore.acquire()
      void place
      return await task()
    }),
  )
}
