import { parentPort, workerData } from 'node:worker_threads'

const { file, inputs, next } = workerData
const { default: work } = await import(file)

while (next[0] < inputs.length) {
  const index = next[0]++
  parentPort?.postMessage({ index, result: work(inputs[index]) })
}
