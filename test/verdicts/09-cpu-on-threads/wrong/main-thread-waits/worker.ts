import { parentPort, workerData } from 'node:worker_threads'

const { file, inputs, shared } = workerData
const { default: work } = await import(file)

for (;;) {
  const index = Atomics.add(shared, 0, 1)
  if (index >= inputs.length) break
  parentPort?.postMessage({ index, result: work(inputs[index]) })
  Atomics.add(shared, 1, 1)
  Atomics.notify(shared, 1)
}
