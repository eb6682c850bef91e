// As in asyncio: the queue has calls that are ready, and whoever waits keeps the call that goes on.
export type Coroutine = Generator<Request>

export type Request = { readonly sleep: number } | { readonly join: Task }

export interface Task {
  readonly coroutine: Coroutine
  listeners: Call[] | undefined
  goOn: Call
  isJoined: boolean
}

type Call = () => void

export function sleep(ms: number): Request {
  return { sleep: ms }
}

export function join(task: Task): Request {
  return { join: task }
}

interface Timer {
  readonly at: number
  readonly number: number
  readonly call: Call
}

export class Loop {
  private ready: Call[] = []
  private readonly timers: Timer[] = []
  private readonly failures: { task: Task; error: unknown }[] = []
  private alive = 0
  private count = 0

  spawn(coroutine: Coroutine): Task {
    const task: Task = { coroutine, listeners: [], goOn: () => {}, isJoined: false }
    this.alive++
    this.ready.push(() => this.step(task, () => coroutine.next()))
    return task
  }

  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = () => {
        for (;;) {
          this.takeTimers()
          const calls = this.ready
          if (calls.length === 0) break
          this.ready = []
          for (const call of calls) call()
        }
        const next = this.earliest()
        if (next) setTimeout(turn, next.at - performance.now())
        else this.end(resolve, reject)
      }
      turn()
    })
  }

  private end(resolve: () => void, reject: (error: unknown) => void): void {
    const errors = this.failures.filter(({ task }) => !task.isJoined).map(({ error }) => error)
    const deadlock = new Error(`${this.alive} tasks wait for each other`)
    if (errors.length > 0)
      reject(new AggregateError(this.alive > 0 ? [...errors, deadlock] : errors))
    else if (this.alive > 0) reject(deadlock)
    else resolve()
  }

  private step(task: Task, call: () => IteratorResult<Request>): void {
    let answer: IteratorResult<Request>
    try {
      answer = call()
    } catch (error) {
      this.failures.push({ task, error })
      this.done(task, () => task.coroutine.throw(error), error, true)
      return
    }
    if (answer.done) this.done(task, () => answer, answer.value, false)
    else if ('sleep' in answer.value) {
      const at = performance.now() + answer.value.sleep
      const goOn = () => this.step(task, () => task.coroutine.next())
      this.timers.push({ at, number: this.count++, call: goOn })
    } else this.join(task, answer.value.join)
  }

  private done(task: Task, _: unknown, value: unknown, failed: boolean): void {
    this.alive--
    outcomes.set(task, { value, failed })
    for (const call of task.listeners ?? []) this.ready.push(call)
    task.listeners = undefined
  }

  private join(task: Task, other: Task): void {
    other.isJoined = true
    const call = () => {
      const { value, failed } = outcomes.get(other) as { value: unknown; failed: boolean }
      const { coroutine } = task
      this.step(task, () => (failed ? coroutine.throw(value) : coroutine.next(value)))
    }
    if (other.listeners) other.listeners.push(call)
    else this.ready.push(call)
  }

  private earliest(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.timers) {
      if (!first || timer.at < first.at) first = timer
    }
    return first
  }

  private takeTimers(): void {
    const due = this.timers.filter(({ at }) => at <= performance.now())
    for (const timer of due) this.timers.splice(this.timers.indexOf(timer), 1)
    due.sort((a, b) => a.at - b.at || a.number - b.number)
    for (const { call } of due) this.ready.push(call)
  }
}

const outcomes = new WeakMap<Task, { value: unknown; failed: boolean }>()
