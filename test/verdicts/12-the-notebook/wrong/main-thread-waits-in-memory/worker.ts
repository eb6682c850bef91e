import { workerData } from 'node:worker_threads'

const { file, urls, next, statuses } = workerData
const { default: openSession } = await import(file)
const session = openSession()

for (;;) {
  const index = Atomics.add(next, 0, 1)
  if (index >= urls.length) break
  Atomics.store(statuses, index, session.get(urls[index]).status)
  Atomics.notify(statuses, index)
}
