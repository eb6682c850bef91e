import { setTimeout } from 'node:timers/promises'

export type Coroutine = Generator<Request>

export type Request = { readonly sleep: number } | { readonly join: Task }

export interface Task {
  readonly coroutine: Coroutine
  outcome?: Outcome
  joined?: Task | undefined
  readonly joiners: Task[]
}

type Outcome = { result: unknown } | { error: unknown }

export function sleep(ms: number): Request {
  return { sleep: ms }
}

export function join(task: Task): Request {
  return { join: task }
}

export class Loop {
  #ready: Task[] = []
  #sleepers: { task: Task; at: number }[] = []
  #unfinished = 0
  #errors = new Map<Task, unknown>()

  spawn(coroutine: Coroutine): Task {
    const task: Task = { coroutine, joiners: [] }
    this.#ready.push(task)
    this.#unfinished++
    return task
  }

  async run(): Promise<void> {
    while (this.#ready.length > 0 || this.#sleepers.length > 0) {
      this.#wake()
      const task = this.#ready.shift()
      if (task) this.#step(task)
      else await this.#wait()
    }
    const errors = [...this.#errors.values()]
    if (this.#unfinished > 0) throw new Error('deadlock')
    if (errors.length > 0) throw new AggregateError(errors)
  }

  #step(task: Task): void {
    try {
      const outcome = task.joined?.outcome
      task.joined = undefined
      const { done, value } =
        outcome && 'error' in outcome
          ? task.coroutine.throw(outcome.error)
          : task.coroutine.next(outcome?.result)
      if (done) this.#finish(task, { result: value })
      else if ('sleep' in value) this.#sleep(task, value.sleep)
      else this.#join(task, value.join)
    } catch (error) {
      this.#errors.set(task, error)
      this.#finish(task, { error })
    }
  }

  #sleep(task: Task, ms: number): void {
    this.#sleepers.push({ task, at: performance.now() + ms })
    this.#sleepers.sort((a, b) => a.at - b.at)
  }

  #join(task: Task, other: Task): void {
    task.joined = other
    this.#errors.delete(other)
    if (other.outcome) this.#ready.push(task)
    else other.joiners.push(task)
  }

  #finish(task: Task, outcome: Outcome): void {
    task.outcome = outcome
    this.#unfinished--
    if (task.joiners.length > 0) this.#errors.delete(task)
    for (const joiner of task.joiners) this.#ready.push(joiner)
  }

  #wake(): void {
    while (this.#sleepers[0] && this.#sleepers[0].at <= performance.now()) {
      const { task } = this.#sleepers.shift() as { task: Task }
      this.#ready.push(task)
    }
  }

  async #wait(): Promise<void> {
    const [next] = this.#sleepers
    if (next) await setTimeout(next.at - performance.now())
  }
}
