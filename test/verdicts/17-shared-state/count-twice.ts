import { workerData } from 'node:worker_threads'

/** A thread that adds 1 to a counter twice, without a lock. */
const counter: Int32Array = workerData
for (let time = 0; time < 2; time++) Atomics.store(counter, 0, Atomics.load(counter, 0) + 1)
