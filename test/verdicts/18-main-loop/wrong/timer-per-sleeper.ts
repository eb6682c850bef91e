// says: test
export type Coroutine = Generator<Request>
export type Request = { readonly sleep: number } | { readonly join: Task }
export interface Task {
  readonly coroutine: Coroutine
  done?: boolean
  error?: { value: unknown }
  result?: unknown
  joiners: Task[]
  joined?: boolean
}
export const sleep = (ms: number): Request => ({ sleep: ms })
export const join = (task: Task): Request => ({ join: task })

type Ready = { task: Task; resume: (coroutine: Coroutine) => IteratorResult<Request> }

export class Loop {
  #ready: Ready[] = []
  #sleeping = 0
  #all: Task[] = []
  #failed: Task[] = []
  #wake = () => {}

  spawn(coroutine: Coroutine): Task {
    const task: Task = { coroutine, joiners: [] }
    this.#all.push(task)
    this.#ready.push({ task, resume: c => c.next() })
    return task
  }
  #resumeWith(task: Task, of: Task) {
    const { error, result } = of
    this.#ready.push({ task, resume: c => (error ? c.throw(error.value) : c.next(result)) })
  }
  #step({ task, resume }: Ready) {
    try {
      const { done, value } = resume(task.coroutine)
      if (!done) {
        if ('sleep' in value) {
          this.#sleeping++
          setTimeout(() => {
            this.#sleeping--
            this.#ready.push({ task, resume: c => c.next() })
            this.#wake()
          }, value.sleep)
        } else {
          value.join.joined = true
          if (value.join.done) this.#resumeWith(task, value.join)
          else value.join.joiners.push(task)
        }
        return
      }
      task.result = value
    } catch (value) {
      task.error = { value }
      this.#failed.push(task)
    }
    task.done = true
    for (const joiner of task.joiners) this.#resumeWith(joiner, task)
  }
  async run(): Promise<void> {
    while (this.#ready.length > 0 || this.#sleeping > 0) {
      while (this.#ready.length > 0) this.#step(this.#ready.shift()!)
      if (this.#sleeping > 0) await new Promise<void>(resolve => (this.#wake = resolve))
    }
    const errors = this.#failed.filter(t => !t.joined).map(t => t.error!.value)
    if (this.#all.some(t => !t.done)) errors.push(new Error('Tasks wait for each other'))
    if (errors.length > 0) throw new AggregateError(errors)
  }
}
