import module from 'node:worker_threads'
import { host } from '../machine/host.ts'
import type { Replacement } from '../node/replacement.ts'
import { SimPort } from './sim-port.ts'
import { SimWorker } from './sim-worker.ts'

const MESSAGES = 'Threads of a run talk through postMessage of the Worker and of parentPort.'

/** What a run has none of, and what to use instead. */
const REFUSED: Record<string, string> = {
  MessageChannel: `${MESSAGES} To let the loop turn, await setImmediate of node:timers/promises.`,
  BroadcastChannel: MESSAGES,
  postMessageToThread: MESSAGES,
  moveMessagePortToContext: MESSAGES,
  setEnvironmentData: 'Pass what the thread needs as workerData.',
  getEnvironmentData: 'Pass what the thread needs as workerData.',
}

/** `node:worker_threads` as the program gets it. */
export function workerThreads(): Replacement[] {
  return [
    [module, 'Worker', workers()],
    [module, 'receiveMessageOnPort', receiveMessageOnPort],
    ...Object.entries(REFUSED).flatMap(([name, instead]) => refused(name, instead)),
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

/** A function or class that works outside a run, and inside says that it does not. */
function refused(name: string, instead: string): Replacement[] {
  const original = module[name as keyof typeof module] as object | undefined
  if (!original) return []
  const check = () => {
    if (host.machine) throw host.machine.refuse(name, instead)
  }
  const value: object = new Proxy(original, {
    construct: (target, args: unknown[], newTarget: object) => {
      check()
      return Reflect.construct(
        target as never,
        args,
        (newTarget === value ? target : newTarget) as never,
      )
    },
    apply: (target, self, args) => {
      check()
      return Reflect.apply(target as never, self, args)
    },
  })
  const isGlobal = (globalThis as Record<string, unknown>)[name] === original
  return [[module, name, value], ...(isGlobal ? [[globalThis, name, value] as Replacement] : [])]
}
