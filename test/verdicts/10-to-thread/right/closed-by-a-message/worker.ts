import { parentPort, workerData } from 'node:worker_threads'

const port = parentPort!

port.on('message', async message => {
  if (message === 'close') return port.close()
  try {
    const { default: work } = await import(workerData)
    port.postMessage({ type: 'returned', value: work(message.argument), of: message.call })
  } catch (error) {
    port.postMessage({ type: 'threw', value: error, of: message.call })
  }
})
