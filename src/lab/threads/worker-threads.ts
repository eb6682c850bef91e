import module from 'node:worker_threads'
import { words } from '../ground/words/words.ts'
import { host } from '../machine/host.ts'
import { refused } from '../node/refused.ts'
import type { Replacement } from '../node/replacement.ts'
import { SimPort } from './sim-port.ts'
import { SimWorker } from './sim-worker.ts'

const { insteads } = words.refused

/** What a run has none of, and what to use instead. */
const REFUSED: Record<string, string> = {
  MessageChannel: insteads.messagesOrTurn,
  BroadcastChannel: insteads.messages,
  postMessageToThread: insteads.messages,
  moveMessagePortToContext: insteads.messages,
  setEnvironmentData: insteads.workerData,
  getEnvironmentData: insteads.workerData,
}

/** `node:worker_threads` as the program gets it. */
export function workerThreads(): Replacement[] {
  return [
    [module, 'Worker', workers()],
    [module, 'receiveMessageOnPort', receiveMessageOnPort],
    ...Object.entries(REFUSED).flatMap(([name, instead]) => refusedEverywhere(name, instead)),
  ]
}

/**
 * Inside a run the lab's class, outside and on the real clock Node's; one can be extended by the program's
 * own either way.
 */
function workers(): unknown {
  const proxy: typeof SimWorker = new Proxy(SimWorker, {
    construct: (target, args, newTarget) => {
      if (host.machine) {
        return Reflect.construct(target, args, newTarget === proxy ? target : newTarget) as object
      }
      const [file, options] = args as ConstructorParameters<typeof module.Worker>
      return (
        host.realThread?.startThread?.(file, options) ??
        (Reflect.construct(host.real.Worker, args) as object)
      )
    },
  })
  return proxy
}

function receiveMessageOnPort(port: unknown): { message: unknown } | undefined {
  return port instanceof SimPort && host.machine
    ? port.receiveMessage()
    : host.real.receiveMessageOnPort(port as never)
}

/** What is refused in the module is so in the globals, too, where it is one of them. */
function refusedEverywhere(name: string, instead: string): Replacement[] {
  const isGlobal =
    Reflect.get(globalThis, name) !== undefined &&
    Reflect.get(globalThis, name) === Reflect.get(module, name)
  return refused(module, name, instead).flatMap(([owner, , value]): Replacement[] => [
    [owner, name, value],
    ...(isGlobal ? [[globalThis, name, value] as const] : []),
  ])
}
