import { EventEmitter } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

/** The thread is asked to close, after all that it was sent before. Each call is an event of its own. */
export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  const answers = new EventEmitter().setMaxListeners(0)
  let isClosed = false
  worker.on('message', answer => answers.emit(`${answer.of}`, answer))
  const exited = new Promise<void>(resolve => {
    worker.on('error', () => {})
    worker.on('exit', () => {
      isClosed = true
      answers.emit('end')
      resolve()
    })
  })

  let calls = 0
  function thread(argument: A): Promise<R> {
    const name = `${calls++}`
    return new Promise((resolve, reject) => {
      if (isClosed) throw new Error('closed')
      worker.postMessage({ call: name, argument })
      answers.once(name, ({ type, value }) => (type === 'threw' ? reject(value) : resolve(value)))
      answers.once('end', () => reject(new Error('the thread has exited')))
    })
  }
  thread[Symbol.asyncDispose] = () => {
    if (!isClosed) worker.postMessage('close')
    isClosed = true
    return exited
  }
  return thread
}
