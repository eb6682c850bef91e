import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { MessagePort, Transferable } from 'node:worker_threads'
import { BusyWait } from '../ground/errors.ts'
import { placeOf } from '../ground/origins.ts'
import { studentFrames } from '../ground/stack-frames.ts'
import { MAIN } from '../ground/trace.ts'
import { textOf } from '../ground/value-text.ts'
import { words } from '../ground/words/words.ts'
import { Board, Count } from '../machine/board.ts'
import { host } from '../machine/host.ts'
import { Machine } from '../machine/machine.ts'
import { Ended } from '../machine/scheduler.ts'
import type { Shared } from '../machine/shared-memory.ts'
import { serveHttp } from '../node/http.ts'
import { freshClients } from '../node/http-clients.ts'
import { FakeNetwork } from '../servers/fake-network.ts'
import { arrival, type Message, packError } from './messages.ts'
import type { Assignment } from './real-thread-pool.ts'
import { SimPort } from './sim-port.ts'

type Body = Message extends infer M ? (M extends Message ? Omit<M, 'seq'> : never) : never

/** How often a thread may ask for a message that is not there, while nobody else runs. */
const MOST_LOOKS = 20_000

interface FirstMessage {
  readonly workerData: unknown
  readonly shared: readonly Shared[]
}

/** A thread of a run other than the main one: it runs a file, and talks to the main thread. */
export class ThreadMachine extends Machine {
  override readonly network: FakeNetwork
  override fetch: typeof fetch
  readonly workerData: unknown
  readonly parentPort: SimPort
  readonly #port: MessagePort
  readonly #file: string
  readonly #load: () => Promise<unknown>
  readonly #threadCost: number
  #loaded = false
  #goodbyeSaid = false
  /** True once the last word is said: nothing can be sent any more. */
  #left = false
  #looks = 0
  #lookedAt = ''
  #serving: Promise<void> | undefined
  #exitCode: number | undefined

  /**
   * @param load loads the thread's file
   * @param stop stops the real thread, where its code can't be brought to an end
   */
  constructor(assignment: Assignment, load: () => Promise<unknown>, stop: () => void) {
    const { memory, id, choices, options, port } = assignment
    super(options, new Board(id, memory), id, choices)
    this.#port = port
    this.network = new FakeNetwork(this, options)
    this.fetch = this.network.server.refuse
    if (options.server) this.fetch = (...args) => this.#firstFetch(...args)
    this.#load = load
    this.#file = fileURLToPath(assignment.file)
    this.scheduler.onStubborn = () => {
      this.#leave()
      stop()
    }
    this.#threadCost = options.threadCost ?? 0
    this.parentPort = new SimPort(
      (value, transfer) => this.#post(value, transfer),
      () => this.#takeMessage(),
    )
    const first = host.real.receiveMessageOnPort(port) as { message: FirstMessage }
    const { workerData, shared } = first.message
    this.memory.receive(shared)
    this.workerData = workerData
  }

  /** Ends the thread's fake server, if it has one. */
  stopServing: () => void = () => {}

  /** Loads the HTTP side only now: it takes a hundred times as long as the rest of a thread. */
  async #firstFetch(...args: Parameters<typeof fetch>): Promise<Response> {
    this.#serving ??= this.#serve()
    await this.#serving
    return this.fetch(...args)
  }

  async #serve(): Promise<void> {
    const takeServerAway = await this.during(serveHttp(this))
    const takeClientsBack = freshClients()
    this.stopServing = () => {
      takeClientsBack()
      takeServerAway()
    }
  }

  override startThread(): never {
    const { whats, insteads } = words.refused
    throw this.refuse(whats.threadOfAThread, insteads.mainThread)
  }

  /** Runs the thread from its first turn to its last. */
  override async run(): Promise<void> {
    try {
      this.scheduler.enter()
      await super.run()
    } catch (error) {
      // Ended before it had begun.
      if (!(error instanceof Ended)) throw error
      this.ended ??= error
    }
    this.#leave()
  }

  /** `process.exit`: nothing of the thread's code runs after it. */
  exit(code: unknown): never {
    this.checkMemory()
    this.#exitCode ??= this.#sayGoodbye(Number(code ?? process.exitCode ?? 0))
    this.board.fields.ending[this.scheduler.me] = 1
    throw new Ended()
  }

  /** What `receiveMessageOnPort(parentPort)` answers. */
  #takeMessage(): { message: unknown } | undefined {
    this.point()
    this.#takeIn()
    const taken = this.parentPort.take()
    const here = `${this.clock.now} ${this.board.count(Count.handovers)}`
    if (taken || here !== this.#lookedAt) this.#looks = 0
    this.#lookedAt = here
    if (++this.#looks <= MOST_LOOKS) return taken
    throw this.crash(
      new BusyWait(place =>
        words.busyWaits.messageLookedFor({ times: MOST_LOOKS, ms: this.clock.now, place }),
      ),
    )
  }

  // ---- the thread's part of the loop -------------------------------------------------------------

  override begin(): void {
    if (this.#threadCost > 0) this.compute(this.#threadCost, 'thread start')
    this.#send({ type: 'online' })
    this.#loadFile().then(
      () => {
        this.#loaded = true
      },
      (error: unknown) => {
        // Where the program catches it after all, the thread goes on, and has been loaded as far as it goes.
        this.#loaded = true
        this.uncaught(error)
      },
    )
  }

  /** Node looks for a thread's file in another way than for a module. */
  async #loadFile(): Promise<void> {
    if (!existsSync(this.#file)) {
      const error = new Error(`Cannot find module '${this.#file}'`)
      throw Object.assign(error, { code: 'MODULE_NOT_FOUND' })
    }
    await this.#load()
  }

  /** As in Node, the program's own listeners come first. */
  override uncaught(error: unknown): void {
    const isOurs = process.listenerCount('uncaughtException') === 1
    if (isOurs || error instanceof Ended) super.uncaught(error)
    else process.emit('uncaughtException', error as Error)
  }

  override nextMessage(): (() => void) | undefined {
    this.#takeIn()
    return this.parentPort.next()
  }

  override get messagesWaiting(): number {
    this.#takeIn()
    return this.parentPort.waiting
  }

  override get expectsMessages(): boolean {
    return this.parentPort.keepsAlive
  }

  override get horizon(): number {
    return Number.POSITIVE_INFINITY
  }

  override beforeNext(): void {}

  /** Node says 13 for a file whose top-level `await` never came to an end. */
  override nothingLeft(): void {
    try {
      this.checkMemory()
      this.#exitCode = this.#sayGoodbye(Number(process.exitCode ?? (this.#loaded ? 0 : 13)))
    } catch {
      // The run knows of the fault already.
    }
  }

  /** The program's `exit` listeners: the last of its code that runs, and it can change the code. */
  #sayGoodbye(code: number): number {
    process.exitCode = code
    if (this.#goodbyeSaid) return code
    this.#goodbyeSaid = true
    try {
      process.emit('exit', code)
    } catch (error) {
      this.crash(error, 'uncaught error')
    }
    return Number(process.exitCode)
  }

  protected override neverEnds(): unknown {
    return new Ended()
  }

  #takeIn(): void {
    for (;;) {
      const received = host.real.receiveMessageOnPort(this.#port)
      if (!received) return
      const message = received.message as Message
      if (message.type !== 'message') continue
      this.memory.receive(message.shared)
      const arrived = arrival(this.recorder, message, `message to thread ${this.scheduler.me}`)
      this.parentPort.receive(message.value, () => this.recorder.close(arrived, 'done'))
    }
  }

  #post(value: unknown, transfer: Transferable[]): void {
    if (this.#left) return
    this.point()
    const from = this.clock.now
    this.#send({ type: 'message', value, shared: this.memory.in(value), from }, transfer)
  }

  #send(body: Body, transfer: Transferable[] = []): void {
    const { sent } = this.board.fields
    const { me } = this.scheduler
    this.#port.postMessage({ seq: this.board.next(Count.events), ...body }, transfer)
    sent[me] = (sent[me] as number) + 1
    this.board.next(Count.messages)
    this.scheduler.wake(MAIN)
  }

  /** Says the last word and hands the token on, once. */
  #leave(): void {
    if (this.#left) return
    const { scheduler, recorder, board } = this
    const wasOver = board.counts[Count.over] === 1
    this.#takeIn()
    this.forget()
    if (this.crashed && this.crashed.how !== 'lab') this.#sayGoodbye(1)
    this.#left = true
    if (!wasOver) recorder.closeAll()
    if (this.crashed) {
      const { reason, how } = this.crashed
      const type = how === 'lab' ? 'fault' : 'error'
      this.#send({
        type,
        error: packError(how === 'unhandled rejection' ? asError(reason) : reason),
      })
    }
    const { spans } = recorder
    this.#send({
      type: 'end',
      code: this.crashed ? 1 : (this.#exitCode ?? 1),
      at: this.clock.now,
      closed: board.next(Count.events),
      spans,
      lines: spans.map(placeOf),
      wasOver,
      stoodIn: this.accounting.standsIn,
      places: studentFrames(this.ended?.stack)
        .slice(0, 1)
        .map(({ line }) => line),
    })
    scheduler.leave()
  }
}

/** What Node makes of a promise that was rejected with something that is no error. */
function asError(reason: unknown): unknown {
  if (reason instanceof Error) return reason
  return Object.assign(
    new Error(
      'This error originated either by throwing inside of an async function without a catch block, or by ' +
        `rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${textOf(reason)}".`,
    ),
    { code: 'ERR_UNHANDLED_REJECTION' },
  )
}
