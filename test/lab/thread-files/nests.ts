import * as threads from 'node:worker_threads'

const { workerData, parentPort } = threads

/** Uses what a thread of a run does not have. */
const uses: Record<string, () => unknown> = {
  Worker: () => new threads.Worker(new URL('./nothing-given.ts', import.meta.url)),
  MessageChannel: () => new threads.MessageChannel(),
  globalMessageChannel: () => new MessageChannel(),
  BroadcastChannel: () => new threads.BroadcastChannel('news'),
  getEnvironmentData: () => threads.getEnvironmentData('a'),
}

uses[workerData]?.()
parentPort?.postMessage('it works')
