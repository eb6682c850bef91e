import { parentPort, workerData } from 'node:worker_threads'

const { file, inputs } = workerData
const next: Int32Array = workerData.next
const { default: work } = await import(file)

for (;;) {
  const index = Atomics.load(next, 0)
  if (index >= inputs.length) break
  Atomics.store(next, 0, index + 1)
  parentPort?.postMessage({ index, result: work(inputs[index]) })
}
