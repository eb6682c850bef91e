import { EventEmitter } from 'node:events'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { WorkerOptions } from 'node:worker_threads'
import { CallContext } from '../ground/call-context.ts'
import { NotSimulated } from '../ground/errors.ts'
import { words } from '../ground/words/words.ts'
import { host } from '../machine/host.ts'
import type { SimulatedThread, StartedThread, WorkerObject } from '../machine/simulated-thread.ts'
import { transferIn } from './sim-port.ts'

const { whats, insteads } = words.refused

/** A thread on the exact clock, with the interface of Node's `Worker`: what the program gets inside a run. */
export class SimWorker extends EventEmitter implements WorkerObject {
  readonly #context = new CallContext()
  #name: string | null
  #thread: StartedThread | undefined
  #exitCode: Promise<number> = Promise.resolve(0)
  #resolveExit: (code: number) => void = () => {}

  /** @throws TypeError where a real Worker would, NotSimulated for options that this one does not have */
  constructor(file: string | URL, options: WorkerOptions = {}) {
    super()
    refuseOptions(options)
    this.#thread = (host.machine as SimulatedThread).startThread(this, urlOf(file), options)
    this.#name = options.name ?? 'WorkerThread'
    const { promise, resolve } = Promise.withResolvers<number>()
    this.#exitCode = promise
    this.#resolveExit = resolve
  }

  /** The thread's number: from 1 in each run. -1 once it has ended. */
  get threadId(): number {
    return this.#thread?.id ?? -1
  }

  get threadName(): string | null {
    return this.#name
  }

  postMessage(value: unknown, transfer?: Parameters<typeof transferIn>[0]): void {
    this.#thread?.send(value, transferIn(transfer))
  }

  /** Ends the thread wherever it is. Resolves with its exit code, 1. */
  terminate(): Promise<number> {
    if (!this.#thread) return Promise.resolve(undefined as unknown as number)
    this.#thread.terminate()
    return this.#exitCode
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.terminate()
  }

  /** A simulated run ends when nothing can happen any more, whether a thread is ref'd or not. */
  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  /** For the lab: an event of the thread, in the context in which it was started. */
  happened(event: string, ...values: unknown[]): void {
    this.#context.call(() => this.emit(event, ...values))
  }

  /** For the lab: the thread is gone. */
  ended(code: number): void {
    this.#thread = undefined
    this.#name = null
    this.#resolveExit(code)
    this.happened('exit', code)
  }
}

// The program knows it under the name that Node gives it.
Object.defineProperty(SimWorker, 'name', { value: 'Worker' })
Object.defineProperty(SimWorker, Symbol.hasInstance, {
  value(this: unknown, worker: unknown): boolean {
    const isWorker = (this as { prototype?: unknown }).prototype === SimWorker.prototype
    const isReal = isWorker && worker instanceof host.real.Worker
    return isReal || Function.prototype[Symbol.hasInstance].call(this as never, worker)
  },
})

const ABSENT = [
  'stdin',
  'stdout',
  'stderr',
  'resourceLimits',
  'performance',
  'getHeapSnapshot',
  'getHeapStatistics',
  'cpuUsage',
  'startCpuProfile',
  'startHeapProfile',
]
for (const name of ABSENT) {
  Object.defineProperty(SimWorker.prototype, name, {
    configurable: true,
    get: () => {
      throw host.machine?.crash(
        new NotSimulated(whats.propertyOfWorker({ name }), insteads.askByMessage),
      )
    },
  })
}

function refuseOptions(options: WorkerOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || KNOWN.has(name)) continue
    throw new NotSimulated(whats.optionOfWorker({ name }), insteads.knownOptions)
  }
}

const KNOWN = new Set(['workerData', 'transferList', 'name'])

/** The address of a worker's file, as Node takes it: a URL, an absolute path, or one from `./`. */
function urlOf(file: unknown): string {
  if (file instanceof URL && file.protocol === 'file:') return file.href
  if (typeof file === 'string' && (path.isAbsolute(file) || /^\.\.?[\\/]/.test(file))) {
    return pathToFileURL(path.resolve(file)).href
  }
  const shown = file instanceof URL ? file.href : String(file)
  if (file instanceof URL && file.protocol === 'data:') {
    throw host.machine?.refuse(whats.threadOfText, insteads.file)
  }
  throw Object.assign(new TypeError(words.workers.notAFile({ shown })), { code: 'ERR_WORKER_PATH' })
}
