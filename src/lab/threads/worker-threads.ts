import os from 'node:os'
import workerThreads from 'node:worker_threads'
import { simulatedAtomics } from '../machine/atomic-cells.ts'
import { host } from '../machine/host.ts'
import type { RealRun } from '../real/run.ts'
import { SimPort } from './sim-port.ts'
import { SimWorker } from './sim-worker.ts'
import { ThreadMachine } from './thread-machine.ts'

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

type Replaced = [owner: object, name: PropertyKey, value: unknown]

/** `node:worker_threads` and `Atomics` as the program gets them. */
export function threadFunctions(): Replaced[] {
  return [
    ...Object.entries(simulatedAtomics()).map(([name, value]): Replaced => [Atomics, name, value]),
    [workerThreads, 'Worker', workers()],
    [workerThreads, 'receiveMessageOnPort', receiveMessageOnPort],
    ...cores(),
    ...Object.entries(REFUSED).flatMap(([name, instead]) => refused(name, instead)),
  ]
}

/** What tells a program how many threads can compute at once. */
function cores(): Replaced[] {
  const { availableParallelism, cpus } = os
  const { navigator } = globalThis
  const real = navigator.hardwareConcurrency
  Object.defineProperty(navigator, 'hardwareConcurrency', {
    configurable: true,
    get: () => host.machine?.coreCount ?? real,
  })
  const simulatedCpus = () => {
    const [one] = cpus()
    return Array.from({ length: host.machine?.coreCount ?? 0 }, () => ({ ...one }))
  }
  return [
    [os, 'availableParallelism', () => host.machine?.coreCount ?? availableParallelism()],
    [os, 'cpus', () => (host.machine ? simulatedCpus() : cpus())],
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
      const run = host.realThread as RealRun | undefined
      return run
        ? run.startThread(...(args as Parameters<RealRun['startThread']>))
        : (Reflect.construct(host.real.Worker, args) as object)
    },
  })
  return proxy
}

function receiveMessageOnPort(port: unknown): { message: unknown } | undefined {
  const { machine, real } = host
  return port instanceof SimPort && machine instanceof ThreadMachine
    ? machine.takeMessage()
    : real.receiveMessageOnPort(port as never)
}

/** A function or class that works outside a run, and inside says that it does not. */
function refused(name: string, instead: string): Replaced[] {
  const original = workerThreads[name as keyof typeof workerThreads] as object | undefined
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
  return [
    [workerThreads, name, value],
    ...(isGlobal ? [[globalThis, name, value] as Replaced] : []),
  ]
}
