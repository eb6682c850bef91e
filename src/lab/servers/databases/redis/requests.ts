import type { Duplex } from 'node:stream'
import { integerOf, wordsOf } from './words.ts'

/** What a client sent is no request: the server says so and hangs up. */
export class ProtocolError extends Error {}

/** The longest line, the most words, and the longest word that Redis takes. */
const MOST = { line: 64 * 1024, words: 1024 * 1024, bytes: 512 * 1024 * 1024 }

/**
 * The requests that a client sends, one after the other, each as its words: arrays of bulk strings, and lines of
 * text for those who type (Redis serialization protocol specification, "Sending commands to a Redis server" and
 * "Inline commands"). Ends when the client does.
 *
 * @throws ProtocolError where the bytes are neither
 */
export async function* requestsOf(stream: Duplex): AsyncGenerator<Buffer[]> {
  const bytes = new Bytes(stream)
  for (;;) {
    const line = await bytes.line('too big inline request')
    if (!line) return
    const words = line[0] === ASTERISK ? await bulkWords(bytes, line) : inlineWords(line)
    if (!words) return
    // Empty lines and empty arrays mean nothing.
    if (words.length > 0) yield words
  }
}

const ASTERISK = '*'.charCodeAt(0)

function inlineWords(line: Buffer): Buffer[] {
  const words = wordsOf(line)
  if (!words) throw new ProtocolError('unbalanced quotes in request')
  if (words[0]?.some(byte => byte < 0x20)) throw new ProtocolError('control characters in request')
  return words
}

async function bulkWords(bytes: Bytes, line: Buffer): Promise<Buffer[] | undefined> {
  const count = integerOf(line.toString('latin1', 1))
  if (!(count <= MOST.words)) throw new ProtocolError('invalid multibulk length')
  const words: Buffer[] = []
  while (words.length < count) {
    const word = await bulkWord(bytes)
    if (!word) return undefined
    words.push(word)
  }
  return words
}

async function bulkWord(bytes: Bytes): Promise<Buffer | undefined> {
  const header = await bytes.line('too big bulk count string')
  if (!header) return undefined
  const [sign = ' '] = header.toString('latin1')
  if (sign !== '$') throw new ProtocolError(`expected '$', got '${sign}'`)
  const length = integerOf(header.toString('latin1', 1))
  if (!(length >= 0 && length <= MOST.bytes)) throw new ProtocolError('invalid bulk length')
  const word = await bytes.take(length + 2)
  // The line's end after the word is not looked at, as in Redis.
  return word?.subarray(0, length)
}

/** The bytes of a stream, in the pieces in which they are asked for. Each is nothing once the stream has ended. */
class Bytes {
  #held: Buffer = Buffer.alloc(0)
  #arrived: Buffer[] = []
  #length = 0
  #ended = false
  #wake = () => {}

  constructor(stream: Duplex) {
    stream.on('data', (chunk: Buffer) => {
      this.#arrived.push(chunk)
      this.#length += chunk.length
      this.#wake()
    })
    for (const event of ['end', 'close']) {
      stream.on(event, () => {
        this.#ended = true
        this.#wake()
      })
    }
  }

  /** The bytes up to the end of a line, without it. */
  async line(tooLong: string): Promise<Buffer | undefined> {
    let from = 0
    for (;;) {
      const end = this.#held.indexOf('\n', from)
      if (Math.max(end, from) > MOST.line) throw new ProtocolError(tooLong)
      if (end >= 0) {
        const line = this.#take(end + 1)
        return line.subarray(0, line.at(-2) === RETURN ? -2 : -1)
      }
      from = this.#held.length
      if (!(await this.#gather(from + 1))) return undefined
    }
  }

  async take(count: number): Promise<Buffer | undefined> {
    return (await this.#gather(count)) ? this.#take(count) : undefined
  }

  /** Waits until there are so many bytes. */
  async #gather(count: number): Promise<boolean> {
    while (this.#held.length + this.#length < count) {
      if (this.#ended) return false
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#wake = resolve
      await promise
    }
    if (this.#length > 0) this.#held = Buffer.concat([this.#held, ...this.#arrived])
    this.#arrived = []
    this.#length = 0
    return true
  }

  #take(count: number): Buffer {
    const taken = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    return taken
  }
}

const RETURN = '\r'.charCodeAt(0)
