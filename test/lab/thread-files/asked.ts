import { parentPort, workerData } from 'node:worker_threads'

// A thread that does one thing when it is sent something.

const answers: Record<string, () => unknown> = {
  replies: () => parentPort?.postMessage('reply'),
  throws: () => {
    throw new Error('boom')
  },
  exits: () => process.exit(3),
}

parentPort?.on('message', () => answers[workerData as string]?.())
