import { getEventListeners } from 'node:events'
import type { Transferable } from 'node:worker_threads'

type Transfer = Transferable[] | { transfer?: Transferable[] }
type Listener = (value: unknown) => void
type Received = { message: unknown } | undefined

/** A message that has arrived, and what is to be called when somebody takes it. */
interface Arrived {
  readonly value: unknown
  readonly taken: () => void
}

/** The list in the second argument of `postMessage`. */
export function transferIn(transfer: Transfer = []): Transferable[] {
  return 'transfer' in transfer ? (transfer.transfer ?? []) : (transfer as Transferable[])
}

/**
 * What a thread gets as `parentPort`: both an `EventTarget` and an emitter, like Node's. As there, who
 * listens to messages keeps the thread alive, and messages wait until somebody listens.
 */
export class SimPort extends EventTarget {
  readonly #send: (value: unknown, transfer: Transferable[]) => void
  /** What `receiveMessageOnPort` answers. */
  readonly receiveMessage: () => Received
  readonly #wrappers = new Map<Listener, (event: Event) => void>()
  #handler: ((event: Event) => void) | null = null
  #started = false
  #refed = false
  #listeners = 0
  #closed = false
  #inbox: Arrived[] = []

  constructor(
    send: (value: unknown, transfer: Transferable[]) => void,
    receiveMessage: () => Received,
  ) {
    super()
    this.#send = send
    this.receiveMessage = receiveMessage
  }

  // ---- for the lab -------------------------------------------------------------------------------

  /** Whether the thread has to stay for what may come. */
  get keepsAlive(): boolean {
    return !this.#closed && this.#refed
  }

  receive(value: unknown, taken: () => void): void {
    if (!this.#closed) this.#inbox.push({ value, taken })
  }

  /** How many messages wait for listeners that are there. */
  get waiting(): number {
    const any = this.#started || this.listenerCount('message') > 0
    return any ? this.#inbox.length : 0
  }

  /** What hands the next message to its listeners; nothing while there is none of either. */
  next(): (() => void) | undefined {
    if (this.waiting === 0) return undefined
    const { value: data, taken } = this.#inbox.shift() as Arrived
    return () => {
      taken()
      const event = new MessageEvent('message', { data })
      // The constructor makes null of it.
      if (data === undefined) Object.defineProperty(event, 'data', { value: data })
      this.dispatchEvent(event)
      this.#noteListeners()
    }
  }

  /** The next message without its listeners. */
  take(): Received {
    const first = this.#inbox.shift()
    first?.taken()
    return first && { message: first.value }
  }

  // ---- for the program ---------------------------------------------------------------------------

  postMessage(value: unknown, transfer?: Transfer): void {
    if (!this.#closed) this.#send(value, transferIn(transfer))
  }

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    super.addEventListener(...args)
    this.#noteListeners()
  }

  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    super.removeEventListener(...args)
    this.#noteListeners()
  }

  start(): void {
    this.#started = true
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#inbox = []
    this.dispatchEvent(new Event('close'))
  }

  ref(): this {
    this.#refed = true
    return this
  }

  unref(): this {
    this.#refed = false
    return this
  }

  hasRef(): boolean {
    return this.keepsAlive
  }

  get onmessage(): ((event: Event) => void) | null {
    return this.#handler
  }

  set onmessage(handler: ((event: Event) => void) | null) {
    if (this.#handler) this.removeEventListener('message', this.#handler)
    this.#handler = typeof handler === 'function' ? handler : null
    if (this.#handler) this.addEventListener('message', this.#handler)
  }

  on(type: string, listener: Listener, options?: AddEventListenerOptions): this {
    const wrapper =
      this.#wrappers.get(listener) ??
      ((event: Event) => listener.call(this, event instanceof MessageEvent ? event.data : event))
    this.#wrappers.set(listener, wrapper)
    this.addEventListener(type, wrapper, options)
    return this
  }

  addListener(type: string, listener: Listener): this {
    return this.on(type, listener)
  }

  once(type: string, listener: Listener): this {
    return this.on(type, listener, { once: true })
  }

  off(type: string, listener: Listener): this {
    this.removeEventListener(type, this.#wrappers.get(listener) ?? listener)
    return this
  }

  removeListener(type: string, listener: Listener): this {
    return this.off(type, listener)
  }

  /** As in Node, this does not let the thread end. */
  removeAllListeners(type = 'message'): this {
    for (const listener of getEventListeners(this, type)) {
      super.removeEventListener(type, listener as (event: Event) => void)
    }
    this.#listeners = this.listenerCount('message')
    return this
  }

  listenerCount(type: string): number {
    return getEventListeners(this, type).length
  }

  emit(type: string, value: unknown): boolean {
    const any = this.listenerCount(type) > 0
    this.dispatchEvent(new MessageEvent(type, { data: value }))
    return any
  }

  /** The first listener refs the port and the last one to go unrefs it, whatever was said before. */
  #noteListeners(): void {
    const before = this.#listeners
    this.#listeners = this.listenerCount('message')
    if (before === 0 && this.#listeners > 0) this.#refed = true
    if (before > 0 && this.#listeners === 0) this.#refed = false
  }
}
