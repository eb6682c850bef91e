// says: oneThreadHasEnded 10
import { EventEmitter } from 'node:events'
import { Worker } from 'node:worker_threads'

interface Task {
  arg: unknown
  resolve: (result: never) => void
  reject: (error: unknown) => void
}

export class ThreadPool<Arg = unknown, Result = unknown> extends EventEmitter {
  file: URL
  workers: Worker[] = []
  freeWorkers: Worker[] = []
  tasks: Task[] = []
  taskOf = new WeakMap<Worker, Task>()
  closed = false

  constructor(file: URL, limit: number) {
    super()
    this.file = file
    for (let i = 0; i < limit; i++) this.addNewWorker()

    // Any time a worker is freed, it gets the next task, if there is one.
    this.on('freed', () => {
      const task = this.tasks.shift()
      if (task) this.runTask(task)
    })
  }

  addNewWorker() {
    const url = new URL('./worker.ts', import.meta.url)
    const worker = new Worker(url, { workerData: this.file.href })
    worker.on('message', ({ result, error }) => {
      const task = this.taskOf.get(worker)
      this.taskOf.delete(worker)
      if (error) task?.reject(Object.assign(new Error(error.message), { name: error.name }))
      else task?.resolve(result as never)
      this.freeWorkers.push(worker)
      this.emit('freed')
    })
    worker.on('error', error => {
      this.taskOf.get(worker)?.reject(error)
      // Remove the worker from the list and start a new one to replace it.
      this.workers.splice(this.workers.indexOf(worker), 1)
      this.addNewWorker()
    })
    this.workers.push(worker)
    this.freeWorkers.push(worker)
    this.emit('freed')
  }

  runTask(task: Task) {
    const worker = this.freeWorkers.pop()
    if (!worker) {
      this.tasks.push(task)
      return
    }
    try {
      worker.postMessage(task.arg)
      this.taskOf.set(worker, task)
    } catch (error) {
      task.reject(error)
      this.freeWorkers.push(worker)
      this.emit('freed')
    }
  }

  submit(arg: Arg): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.closed) throw new Error('The pool is closed.')
      this.runTask({ arg, resolve, reject })
    })
  }

  async [Symbol.asyncDispose]() {
    this.closed = true
    const error = new Error('The pool was closed.')
    for (const task of this.tasks.splice(0)) task.reject(error)
    for (const worker of this.workers) this.taskOf.get(worker)?.reject(error)
    await Promise.all(this.workers.map(worker => worker.terminate()))
  }
}
