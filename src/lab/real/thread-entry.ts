import { syncBuiltinESMExports } from 'node:module'
import workerThreads, { type MessagePort } from 'node:worker_threads'
import { type OpenSpan, Recorder } from '../ground/recorder.ts'
import { host } from '../machine/host.ts'
import { RealClock } from './clock.ts'
import { RealThread } from './thread.ts'
import type { Preloaded, SentSpan } from './workers.ts'

// A thread of a run on the real clock, before its program begins. It is Node's own, with all that belongs
// to it; only `#lab/blocking` and `fetch` are told where the fake server is.

/** Sends each span when it begins and when it ends: a thread may be stopped at any moment. */
class SendingRecorder extends Recorder {
  readonly #port: MessagePort
  readonly #indexes = new Map<OpenSpan, number>()
  readonly #rows = new Map<object, number>()

  constructor(clock: RealClock, id: number, port: MessagePort) {
    super(clock, id)
    this.#port = port
  }

  override open(begun: Parameters<Recorder['open']>[0]): OpenSpan {
    const span = super.open(begun)
    this.#send(span)
    return span
  }

  override close(span: OpenSpan, ...how: [outcome: OpenSpan['outcome'], at?: number]): void {
    super.close(span, ...how)
    this.#send(span)
  }

  #send(opened: OpenSpan): void {
    const { row, ...span } = opened
    const sent: SentSpan = {
      index: numberOf(opened, this.#indexes),
      span,
      row: typeof row === 'string' ? row : numberOf(row, this.#rows),
      group: typeof row === 'string' ? undefined : row.group,
    }
    this.#port.postMessage(sent)
  }
}

/** Numbers things in the order in which they were first asked for. */
function numberOf<T>(thing: T, numbers: Map<T, number>): number {
  const number = numbers.get(thing) ?? numbers.size
  numbers.set(thing, number)
  return number
}

const { id, clock, scripts, port, workerData } = workerThreads.workerData as Preloaded
Object.assign(workerThreads, { workerData })
syncBuiltinESMExports()

const realClock = new RealClock(clock)
const thread = new RealThread(realClock, id, scripts, new SendingRecorder(realClock, id, port))
host.realThread = thread
thread.timers.watch()

/** Loading the HTTP side takes longer than anything else a thread does at its start: only where it is used. */
let serving: Promise<unknown> | undefined
globalThis.fetch = async (...args) => {
  serving ??= import('../node/http.ts').then(({ serveHttp }) => serveHttp(thread))
  await serving
  return thread.fetch(...args)
}
