// events.on keeps the events that come while the body is busy.
type Task<T> = () => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

import { EventEmitter, on } from 'node:events'

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const emitter = new EventEmitter()
  const events = on(emitter, 'completed')
  tasks.forEach((task, index) => {
    Promise.try(task)
      .then(
        (value): Completed<T> => ({ index, status: 'fulfilled', value }),
        (reason): Completed<T> => ({ index, status: 'rejected', reason }),
      )
      .then(outcome => emitter.emit('completed', outcome))
  })
  async function* generate() {
    let left = tasks.length
    if (left === 0) return
    for await (const [outcome] of events) {
      yield outcome as Completed<T>
      if (--left === 0) return
    }
  }
  return generate()
}
