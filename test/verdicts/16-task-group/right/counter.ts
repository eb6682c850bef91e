type Task<T> = (signal: AbortSignal) => Promise<T>

export class TaskGroup {
  #controller = new AbortController()
  #errors: unknown[] = []
  #count = 0
  #wake = () => {}
  #state: 'open' | 'failed' | 'left' = 'open'

  async #work<T>(task: Task<T>): Promise<T> {
    if (this.#state !== 'open') throw new DOMException(`group is ${this.#state}`, 'AbortError')
    this.#count++
    try {
      return await task(this.#controller.signal)
    } catch (error) {
      const name = error instanceof Error ? error.name : ''
      if (this.#state === 'open' || name !== 'AbortError') this.#errors.push(error)
      this.#state = 'failed'
      this.#controller.abort()
      throw error
    } finally {
      this.#count--
      if (this.#count === 0) this.#wake()
    }
  }

  start<T>(task: Task<T>): Promise<T> {
    const result = this.#work(task)
    result.catch(() => {})
    return result
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#count > 0) {
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
    this.#state = 'left'
    if (this.#errors.length > 0) throw new AggregateError(this.#errors)
  }
}
