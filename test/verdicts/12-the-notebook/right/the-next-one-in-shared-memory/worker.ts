import { parentPort, workerData } from 'node:worker_threads'

const { file, urls, next } = workerData
const { default: openSession } = await import(file)

// The addresses are copied, the number of the next one is shared, the session is this thread's own.
using session = openSession()
for (;;) {
  const index = Atomics.add(next, 0, 1)
  if (index >= urls.length) break
  parentPort?.postMessage([index, `[${session.get(urls[index]).status}] ${urls[index]}`])
}
