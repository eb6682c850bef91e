import { parentPort, workerData } from 'node:worker_threads'

async function run() {
  const { default: work } = await import(workerData)
  parentPort?.on('message', message => {
    if (message === 'no more') {
      parentPort?.close()
      return
    }
    const { index, input } = message
    parentPort?.postMessage({ index, result: work(input) })
  })
  parentPort?.postMessage({ index: -1 })
}

run()
