import { parentPort } from 'node:worker_threads'
import { burn, get, sleep } from '#lab/blocking'

interface Job {
  readonly id?: number
  readonly url?: string
  readonly sleep?: number
  readonly burn?: number
}

// Does each job that it is sent, and answers with its number.
parentPort?.on('message', (job: Job) => {
  if (job.url) get(job.url)
  if (job.sleep) sleep(job.sleep)
  if (job.burn) burn(job.burn)
  parentPort?.postMessage(job.id)
})
