import { parentPort, workerData } from 'node:worker_threads'

type Job = (arg: unknown) => unknown

const ready: Promise<Job> = import(workerData.href).then(module => module.default)

function answer(id: number, ok: boolean, value: unknown) {
  parentPort?.postMessage([id, ok, value])
}

;(parentPort as unknown as EventTarget).addEventListener('message', event => {
  const [id, arg] = (event as MessageEvent).data
  ready.then(job => job(arg)).then(value => answer(id, true, value))
})
