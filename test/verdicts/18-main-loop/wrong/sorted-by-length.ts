// says: test
/** A generator that a loop runs: it yields what it waits for, and finally returns its result. */
export type Coroutine = Generator<Request>

/** What a coroutine can wait for: so many ms, or the end of a task. */
export type Request = { readonly sleep: number } | { readonly join: Task }

/** What a loop knows of a coroutine that it runs. */
export interface Task {
  readonly coroutine: Coroutine
  /** Its result or its error, when it is done. */
  outcome: Outcome | undefined
  /** The task that it waits for, or has just waited for. */
  joined: Task | undefined
  /** The tasks that wait for it, in the order in which they joined. */
  readonly joiners: Task[]
}

type Outcome = { readonly result: unknown } | { readonly error: unknown }

interface Sleeper {
  readonly task: Task
  /** The time at which it wakes, in ms. */
  readonly at: number
}

/** `yield sleep(ms)`: go on when so many ms have passed; 0 gives the others a turn. */
export function sleep(ms: number): Request {
  return { sleep: ms }
}

/** `yield join(task)`: go on when that task is done, with its result or its error. */
export function join(task: Task): Request {
  return { join: task }
}

/** A main loop: it handles a queue of tasks. */
export class Loop {
  /** The queue: tasks that can go on. */
  readonly #ready: Task[] = []
  /** Tasks that sleep, the one that wakes first in front. */
  readonly #sleepers: Sleeper[] = []

  /**
   * Puts a new task at the end of the queue. Call it before `run`, or in a coroutine that the loop runs.
   *
   * @param coroutine what the task runs; none of it runs before it is the task's turn
   * @returns the task, for `join`
   */
  spawn(coroutine: Coroutine): Task {
    const task: Task = { coroutine, outcome: undefined, joined: undefined, joiners: [] }
    this.#ready.push(task)
    return task
  }

  /**
   * Runs the tasks until all of them are done.
   *
   * @throws AggregateError at the end, with the errors of tasks that no task joined; an Error also if tasks
   *   are left that wait for each other
   */
  async run(): Promise<void> {
    while (this.#ready.length + this.#sleepers.length > 0) {
      this.#wakeSleepers()
      const task = this.#ready.shift()
      if (task) this.#step(task)
      else await this.#untilNextWakes()
    }
  }

  /** Lets a task go on until it yields or ends. */
  #step(task: Task): void {
    const { value, done } = task.coroutine.next()
    if (done) {
      task.outcome = { result: value }
      return
    }
    if ('sleep' in value) {
      this.#sleepers.push({ task, at: value.sleep })
      this.#sleepers.sort((a, b) => a.at - b.at)
    }
  }

  /** Moves the tasks that have slept enough to the end of the queue. */
  #wakeSleepers(): void {
    for (const sleeper of [...this.#sleepers]) {
      if (sleeper.at <= performance.now()) {
        this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1)
        this.#ready.push(sleeper.task)
      }
    }
  }

  /** Waits until the next task wakes. */
  async #untilNextWakes(): Promise<void> {
    await new Promise(resolve => setTimeout(resolve, this.#sleepers[0]!.at))
  }
}
