import type { Duplex } from 'node:stream'
import { int, ProtocolFault } from './payload.ts'

/** What is longer goes in several packets; the last one is shorter than this, if need be empty. */
const LONGEST = 0xffffff

/**
 * Packets on a stream, as the chapter "MySQL Packets" of the protocol's documentation describes them: a length,
 * a number that counts the packets of one request and its reply, and a payload.
 */
export class Channel {
  readonly #stream: Duplex
  #chunks: Buffer[] = []
  #length = 0
  /** The client says no more; what it has asked is answered all the same. */
  #clientHasEnded = false
  #hasHungUp = false
  #wake = () => {}
  /** The number that the next packet of this request or its reply carries. */
  #sequence = 0

  constructor(stream: Duplex) {
    this.#stream = stream
    stream.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk)
      this.#length += chunk.length
      this.#wake()
    })
    for (const over of ['end', 'close']) {
      stream.on(over, () => {
        this.#clientHasEnded = true
        this.#wake()
      })
    }
    // A client that hangs up: 'close' follows.
    stream.on('error', () => {})
  }

  /**
   * The payload of the client's next packet; nothing once one of both sides has hung up.
   *
   * @param sequence its number: 0 for a new request
   * @throws ProtocolFault if it carries another number
   */
  async next(sequence = 0): Promise<Buffer | undefined> {
    const parts: Buffer[] = []
    this.#sequence = sequence
    while (!this.#hasHungUp) {
      const header = await this.#take(4)
      if (!header) return undefined
      const isInOrder = header[3] === this.#sequence
      this.#countOne()
      if (!isInOrder) {
        throw new ProtocolFault('ER_NET_PACKETS_OUT_OF_ORDER', 'Got packets out of order')
      }
      const length = header.readUIntLE(0, 3)
      const part = await this.#take(length)
      if (!part) return undefined
      parts.push(part)
      if (length < LONGEST) return Buffer.concat(parts)
    }
    return undefined
  }

  /** Sends payloads; with `cut` only one half of the bytes, and that is the end of the connection. */
  send(payloads: readonly Buffer[], { cut } = { cut: false }): void {
    if (!this.#stream.writable) return
    const bytes = Buffer.concat(payloads.flatMap(payload => this.#packets(payload)))
    this.#stream.write(cut ? bytes.subarray(0, bytes.length >> 1) : bytes)
    if (cut) this.end()
  }

  /** Hangs up. */
  end(): void {
    this.#hasHungUp = true
    if (this.#stream.writable) this.#stream.end()
  }

  #packets(payload: Buffer): Buffer[] {
    const packets: Buffer[] = []
    for (let from = 0; from <= payload.length; from += LONGEST) {
      const part = payload.subarray(from, from + LONGEST)
      packets.push(int(part.length, 3), int(this.#sequence, 1), part)
      this.#countOne()
    }
    return packets
  }

  #countOne(): void {
    this.#sequence = (this.#sequence + 1) & 0xff
  }

  /** So many bytes of what the client sent, once they are there; nothing if it hangs up before. */
  async #take(count: number): Promise<Buffer | undefined> {
    while (this.#length < count) {
      if (this.#clientHasEnded) return undefined
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
    const all = Buffer.concat(this.#chunks)
    this.#chunks = [all.subarray(count)]
    this.#length -= count
    return all.subarray(0, count)
  }
}
