import { workerData } from 'node:worker_threads'

interface Guard {
  acquire(): unknown
  release(): void
}

interface Counting {
  readonly cells: Int32Array
  readonly times: number
  readonly module?: string
  readonly name: string
  readonly buffer: SharedArrayBuffer
}

type Locks = Record<string, new (buffer: SharedArrayBuffer) => Guard>

// Adds to a counter in two steps, under a guard from another module or without any.
const { cells, times, module, name, buffer } = workerData as Counting
const { [name]: Kind } = (module ? await import(module) : {}) as Locks
const guard = Kind && new Kind(buffer)
for (let time = 0; time < times; time++) {
  guard?.acquire()
  Atomics.store(cells, 0, Atomics.load(cells, 0) + 1)
  guard?.release()
}
