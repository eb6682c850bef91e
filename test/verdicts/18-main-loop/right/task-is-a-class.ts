export type Coroutine = Generator<Request>

export type Request = { readonly sleep: number } | { readonly join: Task }

export class Task {
  readonly coroutine: Coroutine
  readonly waiting = new Set<Task>()
  state: 'alive' | 'returned' | 'threw' = 'alive'
  value: unknown
  wasJoined = false
  #input: () => IteratorResult<Request>

  constructor(coroutine: Coroutine) {
    this.coroutine = coroutine
    this.#input = () => coroutine.next()
  }

  /** Goes on until the next request; `undefined` at the end. */
  goOn(): Request | undefined {
    try {
      const answer = this.#input()
      this.#input = () => this.coroutine.next()
      if (!answer.done) return answer.value
      this.#end('returned', answer.value)
    } catch (error) {
      this.#end('threw', error)
    }
    return undefined
  }

  takes({ state, value }: Task): void {
    const { coroutine } = this
    this.#input = () => (state === 'threw' ? coroutine.throw(value) : coroutine.next(value))
  }

  #end(state: 'returned' | 'threw', value: unknown): void {
    this.state = state
    this.value = value
  }
}

export function sleep(ms: number): Request {
  return { sleep: ms }
}

export function join(task: Task): Request {
  return { join: task }
}

export class Loop {
  readonly #tasks = new Set<Task>()
  readonly #queue: Task[] = []
  readonly #asleep = new Map<number, Task[]>()
  readonly #failed: Task[] = []

  spawn(coroutine: Coroutine): Task {
    const task = new Task(coroutine)
    this.#tasks.add(task)
    this.#queue.push(task)
    return task
  }

  async run(): Promise<void> {
    for (;;) {
      const now = performance.now()
      const times = [...this.#asleep.keys()].sort((a, b) => a - b)
      for (const time of times.filter(time => time <= now)) {
        this.#queue.push(...(this.#asleep.get(time) as Task[]))
        this.#asleep.delete(time)
      }
      const [time] = times
      if (this.#queue.length > 0) this.#turn(this.#queue.shift() as Task)
      else if (time === undefined) break
      else await new Promise(resolve => setTimeout(resolve, time - now))
    }
    const lost = this.#failed.filter(task => !task.wasJoined).map(({ value }) => value)
    if (this.#tasks.size > 0) lost.push(new Error('Nobody can go on.'))
    if (lost.length > 0) throw new AggregateError(lost)
  }

  #turn(task: Task): void {
    const request = task.goOn()
    if (!request) this.#end(task)
    else if ('sleep' in request) {
      const time = performance.now() + request.sleep
      const others = this.#asleep.get(time) ?? []
      this.#asleep.set(time, [...others, task])
    } else {
      const other = request.join
      other.wasJoined = true
      if (other.state === 'alive') other.waiting.add(task)
      else this.#give(other, task)
    }
  }

  #give(done: Task, joiner: Task): void {
    joiner.takes(done)
    this.#queue.push(joiner)
  }

  #end(task: Task): void {
    this.#tasks.delete(task)
    if (task.state === 'threw') this.#failed.push(task)
    for (const joiner of task.waiting) this.#give(task, joiner)
  }
}
