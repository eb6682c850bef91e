import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MessagePort, Transferable, WorkerOptions } from 'node:worker_threads'
import { BusyWait } from '../ground/errors.ts'
import { count, messageOf } from '../ground/text.ts'
import type { OpenSpan } from '../ground/trace.ts'
import { Count, MOST_THREADS } from '../machine/board.ts'
import { host } from '../machine/host.ts'
import type { Machine } from '../machine/machine.ts'
import type { Options } from '../run/options.ts'
import { plainServer } from '../servers/routes.ts'
import { type LastWord, type Mail, unpackError } from './messages.ts'
import { Seat } from './real-thread-pool.ts'
import type { SimWorker } from './sim-worker.ts'

/** A thread that the program has started, as the main thread sees it. */
export interface Thread {
  readonly id: number
  readonly file: string
  readonly worker: SimWorker
  readonly port: MessagePort
  readonly seat: Seat
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
  readonly #options: Options
  readonly #choices: Float64Array
  /** Threads that live, or whose last word has not come. */
  readonly #threads = new Map<number, Thread>()
  readonly #last: { readonly id: number; readonly file: string; readonly word: LastWord }[] = []
  #inbox: Item[] = []
  #mail = 0
  #allCameBack = true
  /** Threads that died by themselves in the instant in which they were started: how many, when, and of what. */
  #stillborn: { at: number; count: number; error: string | undefined } | undefined
  /** Real threads that clear up after a simulated one has ended. */
  readonly #returning: Seat[] = []

  constructor(machine: Machine, options: Options, choices: Float64Array) {
    this.#machine = machine
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
    this.#takeIn(mail => this.#deliver(mail))
    return this.#inbox.length
  }

  /** What the threads said when they ended, in the order in which they did. */
  get lastWords(): readonly { id: number; file: string; word: LastWord }[] {
    return this.#last
  }

  /** @throws TypeError where a real Worker would, NotSimulated for what this one can't do */
  start(worker: SimWorker, url: string, options: WorkerOptions): Thread {
    const machine = this.#machine
    machine.point()
    const memory = machine.board.share()
    if (machine.board.count(Count.threads) >= MOST_THREADS) {
      throw new RangeError(`A run can't have more than ${count(MOST_THREADS)} threads.`)
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
    if (host.seats.length === 0) this.#giveBack(this.#returning.splice(0, 1))
    const seat = Seat.take()
    seat.assign({
      memory,
      choices: this.#choices,
      options: this.#options,
      id,
      file: url,
      name,
      env: { ...process.env },
      port: port2,
    })
    const thread = {
      id,
      file: label,
      worker,
      port: port1,
      seat,
      span,
      taken: 0,
      terminated: false,
      error: undefined,
      lastWord: undefined,
    }
    this.#threads.set(id, thread)
    return thread
  }

  /** Makes a thread end as soon as it can be: it does not finish what it does. */
  terminate(thread: Thread): void {
    thread.terminated = true
    if (!thread.lastWord) this.#machine.scheduler.end(thread.id)
  }

  send({ id, port, lastWord }: Thread, value: unknown, transfer: Transferable[]): void {
    const machine = this.#machine
    machine.point()
    if (lastWord) return
    const shared = machine.memory.in(value)
    const seq = machine.board.next(Count.events)
    const mail: Mail = { type: 'message', seq, value, shared }
    port.postMessage(mail, transfer)
    machine.scheduler.wake(id)
  }

  /** What arrived first, if anything did: delivers it to the program. */
  next(): (() => void) | undefined {
    this.#takeIn(mail => this.#deliver(mail))
    return this.#inbox.shift()?.deliver
  }

  /** What the lab has found wrong with a thread's code, if the program has not got so far yet. */
  fault(): { readonly error: unknown } | undefined {
    this.#takeIn(mail => this.#deliver(mail))
    return this.#inbox.find(({ fault }) => fault)?.fault
  }

  /** Ends all threads that are left, and takes in what they have written down. */
  endAll(): void {
    const machine = this.#machine
    machine.board.counts[Count.over] = 1
    while (machine.scheduler.others().length > 0) {
      try {
        machine.scheduler.endOthers()
      } catch {
        // One of them did not come back, and was given up.
      }
    }
    this.#takeIn(() => undefined)
    this.#giveBack(this.#returning.splice(0))
    if (this.#allCameBack) machine.board.leaveMemory()
  }

  #giveBack(seats: readonly Seat[]): void {
    for (const seat of seats) if (!seat.giveBack()) this.#allCameBack = false
  }

  /** Takes a thread out that does not give the token back. */
  giveUp(id: number): string {
    const thread = this.#threads.get(id) as Thread
    this.#machine.scheduler.drop(id)
    thread.seat.destroy()
    this.#allCameBack = false
    this.#threads.delete(id)
    return thread.file
  }

  /** Receives what threads have sent since, in the order in which it was sent. */
  #takeIn(deliver: (mail: Mail) => ((thread: Thread) => void) | undefined): void {
    const { counts, fields } = this.#machine.board
    if (counts[Count.mail] === this.#mail) return
    this.#mail = this.#machine.board.count(Count.mail)
    for (const thread of this.#threads.values()) {
      while (thread.taken < (fields.sent[thread.id] as number)) {
        thread.taken++
        const { message } = host.real.receiveMessageOnPort(thread.port) as { message: Mail }
        if (message.type === 'error') thread.error ??= messageOf(unpackError(message.error))
        if (message.type === 'end') this.#ended(thread, message)
        const action = deliver(message)
        if (!action) continue
        const fault = message.type === 'fault' ? { error: unpackError(message.error) } : undefined
        this.#inbox.push({ seq: message.seq, deliver: () => action(thread), fault })
      }
    }
    this.#inbox.sort((a, b) => a.seq - b.seq)
  }

  #ended(thread: Thread, word: LastWord): void {
    const { id, file, span } = thread
    thread.lastWord = word
    this.#threads.delete(id)
    this.#last.push({ id, file, word })
    this.#machine.recorder.add(word.spans)
    thread.port.close()
    this.#returning.push(thread.seat)
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
    const { at, count: many, error } = this.#stillborn
    if (many < MOST_STILLBORN || at !== this.#machine.clock.now) return
    const why =
      error === undefined ? 'ended without an error: it waited for nothing' : `died of ${error}`
    throw this.#machine.crash(
      new BusyWait(
        `${count(many)} threads have ended at ${count(at)} ms, as soon as they were started, and your code starts one more`,
        `The first of them ${why}. One in its place will end in the same way.`,
      ),
    )
  }

  #deliver(mail: Mail): (thread: Thread) => void {
    return ({ worker }) => {
      switch (mail.type) {
        case 'message':
          this.#machine.memory.receive(mail.shared)
          return worker.emit('message', mail.value)
        case 'online':
          return worker.emit('online')
        case 'error':
          return worker.emit('error', unpackError(mail.error))
        case 'fault':
          return this.#machine.crash(unpackError(mail.error))
        case 'end':
          return worker.ended(mail.code)
      }
    }
  }
}
