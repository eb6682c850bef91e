import { parentPort, workerData } from 'node:worker_threads'

const loaded = import(workerData)

parentPort?.on('message', async ({ argument }) => {
  const answer: Record<string, unknown> = {}
  try {
    const { default: work } = await loaded
    answer.result = work(argument)
    structuredClone(answer.result)
  } catch (error) {
    delete answer.result
    Object.assign(answer, { error, name: (error as Error).name })
  }
  parentPort?.postMessage(answer)
})
