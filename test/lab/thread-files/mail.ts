import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { burn, sleep } from '#lab/blocking'

// A thread that takes messages in one way or another.

const port = parentPort as NonNullable<typeof parentPort>

const ways: Record<string, () => unknown> = {
  'works for 200 ms at each message': () => {
    port.on('message', () => burn(200))
  },
  'sleeps for 200 ms, then listens': () => {
    sleep(200)
    port.on('message', () => {})
  },
  'sleeps for 200 ms, then looks': () => {
    sleep(200)
    while (receiveMessageOnPort(port));
  },
  'sleeps for 200 ms, then answers': () => {
    sleep(200)
    port.once('message', () => port.postMessage('here'))
  },
  'never listens': () => sleep(200),
  'sends at 10, 20 and 30': () => {
    for (const name of ['a', 'b', 'c']) {
      sleep(10)
      port.postMessage(name)
    }
  },
}

ways[workerData as string]?.()
