import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MessagePort, Transferable, WorkerOptions } from 'node:worker_threads'
import { BusyWait } from '../ground/errors.ts'
import type { OpenSpan } from '../ground/recorder.ts'
import { messageOf } from '../ground/text.ts'
import { words } from '../ground/words/words.ts'
import { Count, MOST_THREADS } from '../machine/board.ts'
import { host } from '../machine/host.ts'
import type { Machine } from '../machine/machine.ts'
import type { StartedThread, WorkerObject } from '../machine/simulated-thread.ts'
import { plainServer } from '../servers/routes.ts'
import { arrival, type LastWord, type Message, unpackError } from './messages.ts'
import { PooledThread } from './real-thread-pool.ts'
import type { ThreadOptions } from './thread-options.ts'

/** A thread that the program has started, as the main thread sees it. */
interface Thread {
  readonly id: number
  readonly file: string
  readonly worker: WorkerObject
  readonly port: MessagePort
  readonly real: PooledThread
  readonly span: OpenSpan
  /** How many of its messages have been taken. */
  taken: number
  /** Whether the program has ended it. */
  terminated: boolean
  /** What it says to have died of. */
  error: string | undefined
  lastWord: LastWord | undefined
}

/** Something that has arrived and was not delivered yet. */
interface Item {
  readonly seq: number
  readonly deliver: () => void
  readonly fault: { readonly error: unknown } | undefined
}

/** So many threads that die as soon as they are started are no accident any more. */
const MOST_STILLBORN = 200

/** The threads of one run: starts them, takes in what they send, ends them. */
export class Workers {
  readonly #machine: Machine
  readonly #options: ThreadOptions
  readonly #file: URL
  readonly #choices: Float64Array
  /** Threads that live, or whose last word has not come. */
  readonly #threads = new Map<number, Thread>()
  readonly #last: { readonly id: number; readonly file: string; readonly word: LastWord }[] = []
  #inbox: Item[] = []
  #taken = 0
  #allCameBack = true
  /** Threads that died by themselves in the instant in which they were started: how many, when, and of what. */
  #stillborn: { at: number; count: number; error: string | undefined } | undefined
  /** Real threads that clear up after a simulated one has ended. */
  readonly #returning: PooledThread[] = []

  /** @param file what a real thread runs first, before it can be one of a run's */
  constructor(machine: Machine, options: ThreadOptions, choices: Float64Array, file: URL) {
    this.#machine = machine
    this.#file = file
    this.#choices = choices
    const { server, databases, cores, gil, switchCost, threadCost } = options
    const plain = server && plainServer(server)
    this.#options = { server: plain, databases, cores, gil, switchCost, threadCost }
  }

  /** Whether a thread lives, or has sent something that the program has not got yet. */
  get any(): boolean {
    return !this.#machine.scheduler.alone || this.#inbox.length > 0
  }

  /** How many messages the program has not got yet. */
  get waiting(): number {
    this.#takeIn(message => this.#deliver(message))
    return this.#inbox.length
  }

  /** What the threads said when they ended, in the order in which they did. */
  get lastWords(): readonly { id: number; file: string; word: LastWord }[] {
    return this.#last
  }

  /** @throws TypeError where a real Worker would, NotSimulated for what this one can't do */
  start(worker: WorkerObject, url: string, options: WorkerOptions): StartedThread {
    const machine = this.#machine
    machine.point()
    // Threads that are being started use processor time while the loop of this one does not turn.
    host.beat?.()
    const memory = machine.board.share()
    if (machine.board.count(Count.threads) >= MOST_THREADS) {
      throw new RangeError(words.errors.tooManyThreads({ most: MOST_THREADS }))
    }
    this.#refuseStillborn()
    const { port1, port2 } = new host.real.MessageChannel()
    const { workerData, transferList = [], name = 'WorkerThread' } = options
    // Cloned before anything is begun: what can't be cloned throws here, as with a real Worker.
    const shared = machine.memory.in(workerData)
    port1.postMessage({ workerData, shared }, transferList as Transferable[])
    const id = machine.scheduler.add()
    const label = path.basename(fileURLToPath(url))
    const span = machine.recorder.open({ row: `thread ${id}`, kind: 'thread', label, thread: id })
    // Better to wait for one that is about to come back than to start another one.
    if (host.idleThreads.length === 0) this.#giveBack(this.#returning.splice(0, 1))
    const real = PooledThread.take(this.#file)
    real.assign({
      memory,
      choices: this.#choices,
      options: this.#options,
      id,
      file: url,
      name,
      env: { ...process.env },
      port: port2,
    })
    const thread: Thread = {
      id,
      file: label,
      worker,
      port: port1,
      real,
      span,
      taken: 0,
      terminated: false,
      error: undefined,
      lastWord: undefined,
    }
    this.#threads.set(id, thread)
    return {
      id,
      send: (value, transfer) => this.#send(thread, value, transfer),
      terminate: () => this.#terminate(thread),
    }
  }

  #terminate(thread: Thread): void {
    thread.terminated = true
    if (!thread.lastWord) this.#machine.scheduler.end(thread.id)
  }

  #send({ id, port, lastWord }: Thread, value: unknown, transfer: Transferable[]): void {
    const machine = this.#machine
    machine.point()
    if (lastWord) return
    const shared = machine.memory.in(value)
    const seq = machine.board.next(Count.events)
    const from = machine.clock.now
    const message: Message = { type: 'message', seq, value, shared, from }
    port.postMessage(message, transfer)
    machine.scheduler.wake(id)
  }

  /** What arrived first, if anything did: delivers it to the program. */
  next(): (() => void) | undefined {
    this.#takeIn(message => this.#deliver(message))
    return this.#inbox.shift()?.deliver
  }

  /** What the lab has found wrong with a thread's code, if the program has not got so far yet. */
  fault(): { readonly error: unknown } | undefined {
    this.#takeIn(message => this.#deliver(message))
    return this.#inbox.find(({ fault }) => fault)?.fault
  }

  /** Ends all threads that are left, and takes in what they have written down. */
  endAll(): void {
    const machine = this.#machine
    machine.board.counts[Count.over] = 1
    for (let left = machine.scheduler.others().length; left > 0; ) {
      const before = left
      try {
        machine.scheduler.endOthers()
        left = 0
      } catch (error) {
        left = machine.scheduler.others().length
        // One of them did not come back, and was given up. With any other error this would never end.
        if (left >= before) throw error
      }
    }
    this.#takeIn(() => undefined)
    this.#giveBack(this.#returning.splice(0))
    machine.board.detach(this.#allCameBack)
  }

  #giveBack(threads: readonly PooledThread[]): void {
    for (const thread of threads) if (!thread.giveBack()) this.#allCameBack = false
  }

  /** Takes a thread out that does not give the token back. */
  giveUp(id: number): string {
    const thread = this.#threads.get(id) as Thread
    this.#machine.scheduler.drop(id)
    thread.real.destroy()
    this.#allCameBack = false
    this.#threads.delete(id)
    return thread.file
  }

  /** Receives what threads have sent since, in the order in which it was sent. */
  #takeIn(deliver: (message: Message) => ((thread: Thread) => void) | undefined): void {
    const { counts, fields } = this.#machine.board
    if (counts[Count.messages] === this.#taken) return
    this.#taken = this.#machine.board.count(Count.messages)
    for (const thread of this.#threads.values()) {
      while (thread.taken < (fields.sent[thread.id] as number)) {
        thread.taken++
        const { message } = host.real.receiveMessageOnPort(thread.port) as { message: Message }
        if (message.type === 'error') thread.error ??= messageOf(unpackError(message.error))
        if (message.type === 'end') this.#ended(thread, message)
        const arrived = this.#noteArrival(thread, message)
        const action = deliver(message)
        if (!action) continue
        const fault = message.type === 'fault' ? { error: unpackError(message.error) } : undefined
        const take = () => {
          if (arrived) this.#machine.recorder.close(arrived, 'done')
          action(thread)
        }
        this.#inbox.push({ seq: message.seq, deliver: take, fault })
      }
    }
    this.#inbox.sort((a, b) => a.seq - b.seq)
  }

  #noteArrival({ id }: Thread, message: Message): OpenSpan | undefined {
    if (message.type !== 'message') return undefined
    return arrival(this.#machine.recorder, message, `message from thread ${id}`)
  }

  #ended(thread: Thread, word: LastWord): void {
    const { id, file, span } = thread
    thread.lastWord = word
    this.#threads.delete(id)
    this.#last.push({ id, file, word })
    this.#machine.recorder.add(word.spans, word.lines)
    thread.port.close()
    this.#returning.push(thread.real)
    if (!thread.terminated && word.at === span.from) this.#countStillborn(thread, word.at)
    if (!word.wasOver) Object.assign(span, { outcome: 'done', to: word.at, closed: word.closed })
  }

  #countStillborn({ error }: Thread, at: number): void {
    if (this.#stillborn?.at === at) this.#stillborn.count++
    else this.#stillborn = { at, count: 1, error }
  }

  /** Whoever replaces each thread that dies, and starts the very same again, would do so for ever. */
  #refuseStillborn(): void {
    if (!this.#stillborn) return
    const { at: ms, count: many, error } = this.#stillborn
    if (many < MOST_STILLBORN || ms !== this.#machine.clock.now) return
    throw this.#machine.crash(
      new BusyWait(place => words.busyWaits.threadsReplaced({ many, ms, error, place })),
    )
  }

  #deliver(message: Message): (thread: Thread) => void {
    return ({ worker }) => {
      switch (message.type) {
        case 'message':
          this.#machine.memory.receive(message.shared)
          return worker.happened('message', message.value)
        case 'online':
          return worker.happened('online')
        case 'error':
          return worker.happened('error', unpackError(message.error))
        case 'fault':
          return this.#machine.crash(unpackError(message.error))
        case 'end':
          return worker.ended(message.code)
      }
    }
  }
}
