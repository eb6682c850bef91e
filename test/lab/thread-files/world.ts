import { parentPort, workerData } from 'node:worker_threads'
import { count } from './world-state.ts'

const symbol = Symbol.for('left by a thread')
const globals = globalThis as Record<PropertyKey, unknown>

/** What a thread finds of what an earlier one has left; then it leaves one of these. */
parentPort?.postMessage({
  module: count(),
  global: globals.leftByAThread,
  constant: globals.constantOfAThread,
  symbol: globals[symbol],
  environment: process.env.LEFT_BY_A_THREAD,
  exitListeners: process.listenerCount('exit'),
  warningListeners: process.listenerCount('warning'),
  messageListeners: parentPort.listenerCount('message'),
  random: Math.random.name,
  structuredClone: globalThis.structuredClone.name,
  prototype: 'leftByAThread' in Array.prototype,
})

const leaves: Record<string, () => unknown> = {
  global: () => Object.assign(globals, { leftByAThread: 1 }),
  constant: () => Object.defineProperty(globals, 'constantOfAThread', { value: 1 }),
  symbol: () => Object.assign(globals, { [symbol]: 1 }),
  environment: () => Object.assign(process.env, { LEFT_BY_A_THREAD: '1' }),
  'exit listener': () => process.on('exit', () => {}),
  'warning listener': () => process.on('warning', () => {}),
  random: () => Object.assign(Math, { random: function replaced() {} }),
  structuredClone: () => Object.assign(globals, { structuredClone: function replaced() {} }),
  prototype: () =>
    Object.defineProperty(Array.prototype, 'leftByAThread', { value: 1, configurable: true }),
}
leaves[workerData.leaves]?.()
