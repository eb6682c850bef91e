import { workerData } from 'node:worker_threads'

const FREE = 0
const TAKEN = 1
const WAITED_FOR = 2

const { cells, times } = workerData as { cells: Int32Array<SharedArrayBuffer>; times: number }

// Adds to cell 0 in two steps under a lock in cell 1 (Drepper, Futexes Are Tricky, mutex 2).
for (let time = 0; time < times; time++) {
  let state = Atomics.compareExchange(cells, 1, FREE, TAKEN)
  while (state !== FREE) {
    if (state === WAITED_FOR || Atomics.compareExchange(cells, 1, TAKEN, WAITED_FOR) !== FREE) {
      Atomics.wait(cells, 1, WAITED_FOR)
    }
    state = Atomics.compareExchange(cells, 1, FREE, WAITED_FOR)
  }
  Atomics.store(cells, 0, Atomics.load(cells, 0) + 1)
  if (Atomics.sub(cells, 1, 1) !== TAKEN) {
    Atomics.store(cells, 1, FREE)
    Atomics.notify(cells, 1, 1)
  }
}
