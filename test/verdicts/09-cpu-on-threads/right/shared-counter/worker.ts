import { parentPort, workerData } from 'node:worker_threads'

const { file, inputs, next } = workerData
const { default: work } = await import(file)

for (;;) {
  const index = Atomics.add(next, 0, 1)
  if (index >= inputs.length) break
  parentPort?.postMessage({ index, result: work(inputs[index]) })
}
