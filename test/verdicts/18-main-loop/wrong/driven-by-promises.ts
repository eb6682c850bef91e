// says: test
import { setTimeout } from 'node:timers/promises'

export type Coroutine = Generator<Request>

export type Request = { readonly sleep: number } | { readonly join: Task }

export interface Task {
  readonly coroutine: Coroutine
  end?: Promise<unknown>
}

export function sleep(ms: number): Request {
  return { sleep: ms }
}

export function join(task: Task): Request {
  return { join: task }
}

export class Loop {
  #tasks: Task[] = []

  spawn(coroutine: Coroutine): Task {
    const task: Task = { coroutine }
    task.end = this.#drive(task)
    task.end.catch(() => {})
    this.#tasks.push(task)
    return task
  }

  async run(): Promise<void> {
    const ends = await Promise.allSettled(this.#tasks.map(({ end }) => end))
    const errors = ends.flatMap(end => (end.status === 'rejected' ? [end.reason] : []))
    if (errors.length > 0) throw new AggregateError(errors)
  }

  async #drive({ coroutine }: Task): Promise<unknown> {
    await null
    let answer = coroutine.next()
    while (!answer.done) {
      const request = answer.value
      if ('sleep' in request) {
        await setTimeout(request.sleep)
        answer = coroutine.next()
        continue
      }
      let result: unknown
      try {
        result = await request.join.end
      } catch (error) {
        answer = coroutine.throw(error)
        continue
      }
      answer = coroutine.next(result)
    }
    return answer.value
  }
}
