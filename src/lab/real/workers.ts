import path from 'node:path'
import type { MessagePort, Transferable, Worker, WorkerOptions } from 'node:worker_threads'
import type { NumberedRow, OpenSpan, Recorder } from '../ground/recorder.ts'
import { host } from '../machine/host.ts'
import type { Scripts } from '../servers/fake-network.ts'
import type { RealClock } from './clock.ts'

/** What a thread gets before its program does. */
export interface Preloaded {
  readonly id: number
  readonly clock: RealClock['shared']
  readonly scripts: Scripts
  /** Where it sends what it writes down. */
  readonly port: MessagePort
  /** What the program means its thread to have. */
  readonly workerData: unknown
}

/** A span as it began or ended on another thread. */
export interface SentSpan {
  readonly index: number
  readonly span: Omit<OpenSpan, 'row'>
  /** Its row, by name; a number for one that gets its name when the trace is done. */
  readonly row: string | number
  readonly group: NumberedRow['group'] | undefined
}

interface Thread {
  readonly worker: Worker
  readonly port: MessagePort
  readonly spans: Map<number, OpenSpan>
  readonly rows: Map<number, NumberedRow>
  readonly life: OpenSpan
}

/** The threads of a run on the real clock: Node's own, with a few lines of the lab's before the program. */
export class RealWorkers {
  readonly #recorder: Recorder
  readonly #clock: RealClock
  readonly #scripts: Scripts
  readonly #threads: Thread[] = []

  constructor(recorder: Recorder, clock: RealClock, scripts: Scripts) {
    this.#recorder = recorder
    this.#clock = clock
    this.#scripts = scripts
  }

  /** @throws what Node's `Worker` throws */
  start(file: string | URL, options: WorkerOptions = {}): Worker {
    const { port1, port2 } = new host.real.MessageChannel()
    const id = this.#threads.length + 1
    const { workerData, transferList = [] } = options
    const preloaded: Preloaded = {
      id,
      clock: this.#clock.shared,
      scripts: this.#scripts,
      port: port2,
      workerData,
    }
    const worker = new host.real.Worker(file, {
      ...options,
      workerData: preloaded,
      transferList: [...transferList, port2 as unknown as Transferable],
      execArgv: ['--import', new URL('./thread-start.js', import.meta.url).href],
    })
    const row = `thread ${id}` as const
    const label = path.basename(String(file))
    const life = this.#recorder.open({ row, kind: 'thread', label, thread: id })
    const thread: Thread = { worker, port: port1, spans: new Map(), rows: new Map(), life }
    this.#threads.push(thread)
    worker.once('exit', () => {
      this.#takeInFrom(thread)
      const open = [...thread.spans.values()].filter(({ outcome }) => outcome === 'open')
      this.#recorder.closeAll([...open, life])
    })
    return worker
  }

  /** Adds what the threads have written down since to the main thread's. */
  takeIn(): void {
    for (const thread of this.#threads) this.#takeInFrom(thread)
  }

  /** Ends all threads. */
  async endAll(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()))
    for (const { port } of this.#threads) port.close()
  }

  #takeInFrom({ port, spans, rows }: Thread): void {
    for (;;) {
      const received = host.real.receiveMessageOnPort(port)
      if (!received) return
      const { index, span, row, group } = received.message as SentSpan
      const known = spans.get(index)
      if (known) Object.assign(known, span)
      else {
        const opened: OpenSpan = { ...span, row: rowOf(row, group, rows) }
        spans.set(index, opened)
        this.#recorder.add([opened])
      }
    }
  }
}

/** Rows without a name are told apart by identity, which does not come along from another thread. */
function rowOf(
  row: string | number,
  group: NumberedRow['group'] | undefined,
  rows: Map<number, NumberedRow>,
): OpenSpan['row'] {
  if (typeof row === 'string') return row as OpenSpan['row']
  const known = rows.get(row) ?? { group: group as NumberedRow['group'] }
  rows.set(row, known)
  return known
}
