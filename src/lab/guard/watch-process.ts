import path from 'node:path'
import { importing } from '../machine/holds.ts'
import { host } from '../machine/host.ts'
import { SIZE, State } from './guard-state.ts'

const KEY = Symbol.for('cooperativo.guard')
const known = globalThis as { [KEY]?: State }

/** Has a thread watch this process, one however often it is asked for; answers with what it is told by. */
export function watchProcess(): State {
  known[KEY] ??= start()
  return known[KEY]
}

function start(): State {
  const memory = new SharedArrayBuffer(SIZE)
  const folder = path.resolve(import.meta.dirname, '../../../.kata/stopped')
  const thread = new host.real.Worker(new URL('./guard-thread.ts', import.meta.url), {
    workerData: { memory, folder },
  })
  thread.unref()
  const beating = new State(memory, host.real.atomics)
  host.beat = () => beating.beat(importing())
  host.real.setInterval(host.beat, 100).unref()
  return beating
}
