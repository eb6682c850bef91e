// says: test
export type Coroutine = Generator<Request>
export type Request = { readonly sleep: number } | { readonly join: Task }
export interface Task {
  readonly coroutine: Coroutine
  done: boolean
  error: unknown
  failed: boolean
  result: unknown
  joined: boolean
  joiners: Task[]
}
export const sleep = (ms: number): Request => ({ sleep: ms })
export const join = (task: Task): Request => ({ join: task })

export class Loop {
  #ready: Task[] = []
  #sleepers: { at: number; task: Task }[] = []
  #failures: Task[] = []
  #unfinished = new Set<Task>()

  spawn(coroutine: Coroutine): Task {
    const task = {
      coroutine,
      done: false,
      error: undefined,
      failed: false,
      result: undefined,
      joined: false,
      joiners: [],
    }
    this.#ready.push(task)
    this.#unfinished.add(task)
    return task
  }
  #go(task: Task, from?: Task): void {
    try {
      const { done, value } = from?.failed
        ? task.coroutine.throw(from.error)
        : task.coroutine.next(from?.result as any)
      if (!done) {
        if ('join' in value) {
          value.join.joined = true
          if (value.join.done) this.#go(task, value.join)
          else value.join.joiners.push(task)
          return
        }
        if (value.sleep === 0) {
          this.#ready.push(task)
          return
        }
        const at = performance.now() + value.sleep
        const index = this.#sleepers.findIndex(other => other.at > at)
        this.#sleepers.splice(index < 0 ? this.#sleepers.length : index, 0, { at, task })
        return
      }
      task.result = value
    } catch (error) {
      Object.assign(task, { failed: true, error })
      this.#failures.push(task)
    }
    task.done = true
    this.#unfinished.delete(task)
    for (const joiner of task.joiners) this.#go(joiner, task)
  }
  async run(): Promise<void> {
    for (;;) {
      const now = performance.now()
      while (this.#sleepers[0] && this.#sleepers[0].at <= now)
        this.#ready.push(this.#sleepers.shift()!.task)
      const task = this.#ready.shift()
      if (task) this.#go(task)
      else if (this.#sleepers[0]) {
        const { at } = this.#sleepers[0]
        await new Promise<void>(resolve => setTimeout(resolve, at - performance.now()))
      } else break
    }
    const errors = this.#failures.filter(({ joined }) => !joined).map(({ error }) => error)
    if (this.#unfinished.size > 0) errors.push(new Error('deadlock'))
    if (errors.length > 0) throw new AggregateError(errors)
  }
}
