import type { Duplex } from 'node:stream'
import { protocolViolation } from './errors.ts'

/** A message as it came: what kind it is, and what is in it. */
export interface Frame {
  readonly type: string
  readonly body: Fields
}

/** Thrown where a client should say something and has hung up: there is nobody to be told. */
export class HungUp extends Error {}

/**
 * What the client sends, cut into messages ("Message Formats"): each begins with a byte for its type and a
 * length; what is sent before the server knows the client has only a length. A client that hangs up is a `HungUp`.
 */
export class Input {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(stream: Duplex) {
    this.#chunks = stream.iterator({ destroyOnReturn: false })
  }

  /** The next message. */
  async message(): Promise<Frame> {
    const start = await this.#take(TYPE_BYTES)
    const type = start.toString('latin1')
    if (type === TERMINATE) throw new HungUp()
    const most = MOST_BYTES.get(type)
    if (most === undefined) throw protocolViolation(`invalid frontend message type ${start[0]}`)
    return { type, body: await this.#body(most, 'invalid message length') }
  }

  /** The next message of a client that has yet to say who it is. */
  startup(): Promise<Fields> {
    return this.#body(MOST_STARTUP_BYTES, 'invalid length of startup packet')
  }

  /** Resolves when the client has hung up, too. What it still says is not heard. */
  async drain(): Promise<void> {
    while (await this.#chunk());
  }

  async #body(most: number, fault: string): Promise<Fields> {
    const length = (await this.#take(LENGTH_BYTES)).readUInt32BE()
    // Checked before anything else is read: nobody waits for bytes that will never come.
    if (length < LENGTH_BYTES || length > most) throw protocolViolation(fault)
    return new Fields(await this.#take(length - LENGTH_BYTES))
  }

  async #take(size: number): Promise<Buffer> {
    const parts = [this.#rest]
    for (let length = this.#rest.length; length < size; ) {
      const chunk = await this.#chunk()
      if (!chunk) throw new HungUp()
      parts.push(chunk)
      length += chunk.length
    }
    const all = parts.length > 1 ? Buffer.concat(parts) : this.#rest
    this.#rest = all.subarray(size)
    return all.subarray(0, size)
  }

  /** What comes next; nothing when the client has hung up. */
  async #chunk(): Promise<Buffer | undefined> {
    // A connection that is lost is over, like one that is closed.
    const next = await this.#chunks.next().catch(() => undefined)
    return next?.done ? undefined : next?.value
  }
}

const TERMINATE = 'X'
const TYPE_BYTES = 1
const LENGTH_BYTES = 4
/** The limits are the real server's, but for the longest text: no longer than Node's, so that no letters are a length. */
const MOST_STARTUP_BYTES = 10_000
const SHORT = 10_000
const LONG = 0x1fff_ffff
const MOST_BYTES = new Map([
  ...Array.from('QPBFdp', type => [type, LONG] as const),
  ...Array.from('DECHScf', type => [type, SHORT] as const),
])

/** Reads what is in a message, field by field ("Message Data Types"). */
export class Fields {
  readonly #body: Buffer
  #at = 0

  constructor(body: Buffer) {
    this.#body = body
  }

  /** `Int16`. */
  int16(): number {
    return this.#bytes(2).readUInt16BE()
  }

  /** `Int32`. */
  int32(): number {
    return this.#bytes(4).readInt32BE()
  }

  /** `Byte1`. */
  letter(): string {
    return this.#bytes(1).toString('latin1')
  }

  /** `String`: ends with a zero. */
  string(): string {
    const end = this.#body.indexOf(0, this.#at)
    if (end < 0) throw protocolViolation('invalid string in message')
    const text = this.#bytes(end - this.#at).toString()
    this.#at++
    return text
  }

  /** An `Int16`, and so many of something. */
  list<T>(read: () => T): T[] {
    return Array.from({ length: this.int16() }, read)
  }

  /** An `Int32`, and so many bytes of text; a length of -1 means null. */
  value(): string | null {
    const length = this.int32()
    return length === -1 ? null : this.#bytes(length).toString()
  }

  /** All that is left. */
  rest(): string {
    return this.#bytes(this.#body.length - this.#at).toString()
  }

  /** Nothing must be left. */
  end(): void {
    if (this.#at < this.#body.length) throw protocolViolation('invalid message format')
  }

  #bytes(length: number): Buffer {
    const bytes = this.#body.subarray(this.#at, this.#at + length)
    if (length < 0 || bytes.length < length) {
      throw protocolViolation('insufficient data left in message')
    }
    this.#at += length
    return bytes
  }
}
