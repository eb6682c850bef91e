// says: test
export type Coroutine = Generator<Request>
export type Request = { readonly sleep: number } | { readonly join: Task }
export interface Task {
  readonly coroutine: Coroutine
  end?: () => IteratorResult<Request>
  joiners: Task[]
  finished?: { ok: boolean; value: unknown }
}
export const sleep = (ms: number): Request => ({ sleep: ms })
export const join = (task: Task): Request => ({ join: task })

export class Loop {
  #queue: [Task, { ok: boolean; value: unknown }?][] = []
  #sleeping: [number, Task][] = []
  #errors: unknown[] = []
  #count = 0

  spawn(coroutine: Coroutine): Task {
    const task: Task = { coroutine, joiners: [] }
    this.#count++
    this.#queue.push([task])
    return task
  }
  async run(): Promise<void> {
    for (;;) {
      this.#wakeUp()
      const next = this.#queue.shift()
      if (next) this.#turn(...next)
      else if (this.#sleeping.length > 0) {
        const ms = this.#sleeping[0]![0] - performance.now()
        await new Promise<void>(resolve => void setTimeout(resolve, ms))
      } else break
    }
    if (this.#count > 0) this.#errors.push(new Error('tasks are left that nobody can wake'))
    if (this.#errors.length > 0) throw new AggregateError(this.#errors)
  }
  #wakeUp() {
    const now = performance.now()
    this.#queue.push(
      ...this.#sleeping.filter(([at]) => at <= now).map(([, task]) => [task] as [Task]),
    )
    this.#sleeping = this.#sleeping.filter(([at]) => at > now)
  }
  #turn(task: Task, input?: { ok: boolean; value: unknown }) {
    try {
      const step =
        input && !input.ok
          ? task.coroutine.throw(input.value)
          : task.coroutine.next(input?.value as undefined)
      if (step.done) return this.#finish(task, { ok: true, value: step.value })
      const request = step.value
      if ('join' in request) {
        const { finished, joiners } = request.join
        if (finished) this.#queue.push([task, finished])
        else joiners.push(task)
      } else if (request.sleep === 0) this.#queue.push([task])
      else {
        this.#sleeping.push([performance.now() + request.sleep, task])
        this.#sleeping.sort(([a], [b]) => a - b)
      }
    } catch (error) {
      this.#errors.push(error)
      this.#finish(task, { ok: false, value: error })
    }
  }
  #finish(task: Task, finished: { ok: boolean; value: unknown }) {
    this.#count--
    task.finished = finished
    for (const joiner of task.joiners) this.#queue.push([joiner, finished])
  }
}
