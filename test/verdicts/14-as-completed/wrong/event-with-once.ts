// says: test
type Task<T> = (signal?: AbortSignal) => Promise<T>
type Completed<T> = PromiseSettledResult<T> & { readonly index: number }

async function settle<T>(task: Task<T>, index: number): Promise<Completed<T>> {
  try {
    return { index, status: 'fulfilled', value: await task() }
  } catch (reason) {
    return { index, status: 'rejected', reason }
  }
}

import { EventEmitter, once } from 'node:events'

export function asCompleted<T>(tasks: readonly Task<T>[]): AsyncIterable<Completed<T>> {
  const emitter = new EventEmitter()
  tasks.forEach(async (task, index) => {
    emitter.emit('completed', await settle(task, index))
  })
  async function* generate() {
    for (const _ of tasks) {
      const [outcome] = await once(emitter, 'completed')
      yield outcome as Completed<T>
    }
  }
  return generate()
}
