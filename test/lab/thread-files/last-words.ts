import { parentPort, workerData } from 'node:worker_threads'

// A thread whose end comes just after it has sent something.

const say = (what: string) => parentPort?.postMessage(what)
const fail = () => {
  throw new Error('boom')
}

const ends: Record<string, () => unknown> = {
  'throws at once': () => {
    say('last')
    fail()
  },
  'throws in a timer': () => {
    setTimeout(() => {
      say('last')
      fail()
    }, 5)
  },
  'throws when it is asked': () => {
    parentPort?.on('message', () => {
      say('last')
      fail()
    })
  },
  'rejects a promise that nobody handles': () => {
    say('last')
    void Promise.reject(new Error('boom'))
  },
  'exits with a code': () => {
    say('last')
    process.exit(3)
  },
  'speaks when it exits': () => {
    process.on('exit', () => say('last'))
  },
  'speaks when it exits because of an error': () => {
    process.on('exit', () => say('last'))
    fail()
  },
  'catches what nobody caught, while it is loaded': () => {
    process.on('uncaughtException', ({ message }) => say(`caught ${message}`))
    setTimeout(() => say('later'), 5)
    fail()
  },
  'catches what nobody caught, in a timer': () => {
    process.on('uncaughtException', ({ message }) => say(`caught ${message}`))
    setTimeout(fail, 5)
    setTimeout(() => say('later'), 10)
  },
}

await ends[workerData as string]?.()
