/**
 * The basic types of MySQL's protocol, written and read. The names in the comments are those of the chapter
 * "Basic Data Types" of MySQL's protocol documentation.
 */

/** What ends a connection: the client sent what the protocol does not allow. */
export class ProtocolFault extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** `int<1>` to `int<6>`: the lowest byte first. */
export function int(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntLE(value, 0, bytes)
  return buffer
}

/** `int<lenenc>`: small numbers need one byte. */
export function lengthCoded(value: number): Buffer {
  if (value < 0xfb) return int(value, 1)
  if (value < 2 ** 16) return Buffer.concat([int(0xfc, 1), int(value, 2)])
  if (value < 2 ** 24) return Buffer.concat([int(0xfd, 1), int(value, 3)])
  const wide = Buffer.alloc(9, 0xfe)
  wide.writeBigUInt64LE(BigInt(value), 1)
  return wide
}

/** `string<lenenc>`: its length in bytes, and the bytes. */
export function lengthCodedText(text: string | Buffer): Buffer {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  return Buffer.concat([lengthCoded(bytes.length), bytes])
}

/** `string<NUL>`. */
export function nullTerminated(text: string): Buffer {
  return Buffer.from(`${text}\0`)
}

/** One bit for each item for which something is true, the first in the lowest bit that is not skipped. */
export function bitmap<T>(
  items: readonly T[],
  skipped: number,
  holds: (item: T) => boolean,
): Buffer {
  const bits = Buffer.alloc(Math.ceil((items.length + skipped) / 8))
  for (const [index, item] of items.entries()) {
    const bit = index + skipped
    if (holds(item)) bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7))
  }
  return bits
}

/** Reads a packet's payload from its beginning to its end; throws a `ProtocolFault` where it is too short. */
export class PayloadReader {
  readonly #payload: Buffer
  #at = 0

  constructor(payload: Buffer) {
    this.#payload = payload
  }

  get isAtEnd(): boolean {
    return this.#at === this.#payload.length
  }

  bytes(count: number): Buffer {
    const end = this.#at + count
    if (end > this.#payload.length) throw malformed()
    const bytes = this.#payload.subarray(this.#at, end)
    this.#at = end
    return bytes
  }

  int(bytes: number): number {
    return this.bytes(bytes).readUIntLE(0, bytes)
  }

  lengthCoded(): number {
    const first = this.int(1)
    if (first < 0xfb) return first
    if (first === 0xfc) return this.int(2)
    if (first === 0xfd) return this.int(3)
    if (first === 0xfe) return Number(this.bytes(8).readBigUInt64LE())
    throw malformed()
  }

  lengthCodedBytes(): Buffer {
    return this.bytes(this.lengthCoded())
  }

  nullTerminated(): string {
    const end = this.#payload.indexOf(0, this.#at)
    if (end < 0) throw malformed()
    const text = this.bytes(end - this.#at).toString()
    this.#at = end + 1
    return text
  }

  /** `string<EOF>`: all that is left. */
  text(): string {
    return this.bytes(this.#payload.length - this.#at).toString()
  }
}

export function malformed(): ProtocolFault {
  return new ProtocolFault('ER_MALFORMED_PACKET', 'Malformed communication packet.')
}
