import { on } from 'node:events'
import worker from 'node:worker_threads'

const port = worker.parentPort as worker.MessagePort
port.postMessage({})

for await (const [{ file, arg }] of on(port, 'message')) {
  const { default: job } = await import(file)
  port.postMessage(await answer(job, arg))
}

async function answer(job: (arg: unknown) => unknown, arg: unknown) {
  try {
    return { result: await job(arg) }
  } catch (error) {
    return { error, name: (error as Error).name }
  }
}
