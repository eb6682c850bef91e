import { library } from '../../../../test/libraries/library.ts'
import { QueueOf, type Semaphore } from '../../../../test/libraries/queues.ts'

const { Sema } = await library('async-sema')

export class Queue<T> extends QueueOf<T> {
  constructor(maxSize: number) {
    super(of(maxSize), of(0))
  }
}

/** The library has no way to let those that wait reject: they wait for the end of the queue, too. */
function of(permits: number): Semaphore {
  const sema = new Sema(Math.max(1, permits))
  if (permits === 0) sema.tryAcquire()
  const end = Promise.withResolvers<never>()
  end.promise.catch(() => {})
  return {
    acquire: () =>
      sema.tryAcquire() ? Promise.resolve() : Promise.race([sema.acquire(), end.promise]),
    release: () => sema.release(),
    cancel: () => end.reject(new Error('closed')),
  }
}
