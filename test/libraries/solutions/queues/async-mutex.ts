import { library } from '../../../../test/libraries/library.ts'
import { QueueOf, type Semaphore as Some } from '../../../../test/libraries/queues.ts'

const { Semaphore } = await library('async-mutex')

export class Queue<T> extends QueueOf<T> {
  constructor(maxSize: number) {
    super(of(maxSize), of(0))
  }
}

function of(permits: number): Some {
  return new Semaphore(permits, new Error('closed'))
}
