import { parentPort } from 'node:worker_threads'

if (!parentPort) throw new Error('This file runs on a thread.')
const port = parentPort
let job: Promise<{ default: (arg: unknown) => unknown }>

port.once('message', (file: string) => {
  job = import(file)
  port.on('message', ({ id, arg }) => {
    job
      .then(module => module.default(arg))
      .then(value => port.postMessage({ id, ok: true, value }))
      .catch(({ name, message }) => port.postMessage({ id, ok: false, value: { name, message } }))
  })
})
