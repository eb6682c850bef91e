/** A generator that a loop runs: it yields what it waits for, and returns its result at last. */
export type Coroutine = Generator<Request>

/** What a coroutine can wait for: so many ms, or the end of a task. */
export type Request = { readonly sleep: number } | { readonly join: Task }

/** What a loop knows of a coroutine that it runs. Add what you need. */
export interface Task {
  readonly coroutine: Coroutine
}

/** `yield sleep(ms)`: go on when so many ms have passed; 0 gives the others a turn. */
export function sleep(ms: number): Request {
  return { sleep: ms }
}

/** `yield join(task)`: go on when that task is done, with what it returned or failed with. */
export function join(task: Task): Request {
  return { join: task }
}

/** A main loop: it handles a queue of tasks. */
export class Loop {
  /**
   * Puts a new task at the end of the queue. Call it before `run`, or in a coroutine that the loop runs.
   *
   * @param coroutine what the task runs; none of it runs before the task has its turn
   * @returns the task, for `join`
   */
  spawn(coroutine: Coroutine): Task {
    throw new Error('TODO: make a task of the coroutine, and put it at the end of the queue')
  }

  /**
   * Runs the tasks until all of them are done.
   *
   * @throws AggregateError at the end: the errors of tasks that nobody joined, in the order in which they
   *   happened. An Error if tasks are left that wait for each other or for themselves; if there are other
   *   errors, it is the last of these
   */
  run(): Promise<void> {
    throw new Error('TODO: let the first of the queue go on until it yields, and so on')
  }
}
