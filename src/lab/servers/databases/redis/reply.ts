import { words } from '../../../ground/words/words.ts'
/** The version of the protocol that a connection speaks: RESP2 until its client asks for RESP3 with `HELLO 3`. */
export type Version = 2 | 3

/** A simple string: the text of a status, such as `PONG`. */
export class Status {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** An error: its code, such as `WRONGTYPE`, and what it says. */
export class ErrorReply {
  readonly text: string

  constructor(code: string, message: string) {
    this.text = `${code} ${message}`
  }
}

/** Text for people: a verbatim string. */
export class Verbatim {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/**
 * A reply as the server sends it (Redis serialization protocol specification, "RESP protocol description").
 * A string and bytes are a bulk string, a whole number an integer, an array an array. RESP3 also has words for
 * fractions, true and false, null, maps (`Map` or plain object) and sets; in RESP2 these are a bulk string, 1
 * and 0, the null bulk string, and arrays.
 *
 * @throws TypeError where there is no reply for the value, such as a function
 */
export function encode(value: unknown, version: Version): Buffer {
  if (typeof value === 'string') return bulk(value)
  if (typeof value === 'number') return number(value, version)
  if (typeof value === 'bigint') return bigNumber(value, version)
  if (typeof value === 'boolean') return boolean(value, version)
  if (value === null || value === undefined) return line(version === 3 ? '_' : '$-1')
  if (value instanceof Uint8Array) return bulk(value)
  if (value instanceof Status) return line(`+${value.text}`)
  if (value instanceof ErrorReply) return error(value, version)
  if (value instanceof Verbatim) return verbatim(value, version)
  return aggregate(value, version)
}

function aggregate(value: unknown, version: Version): Buffer {
  if (Array.isArray(value)) return items('*', value.length, value, version)
  if (value instanceof Set) return items(version === 3 ? '~' : '*', value.size, [...value], version)
  if (value instanceof Map) return map([...value], version)
  if (isPlain(value)) return map(Object.entries(value), version)
  throw new TypeError(words.databases.noSuchReply({ kind: kindOf(value) }))
}

function number(value: number, version: Version): Buffer {
  if (Number.isSafeInteger(value)) return line(`:${value}`)
  const text = Number.isFinite(value)
    ? String(value)
    : String(value).replace('Infinity', 'inf').toLowerCase()
  return version === 3 ? line(`,${text}`) : bulk(text)
}

/** Integers have 64 bits. */
function bigNumber(value: bigint, version: Version): Buffer {
  if (BigInt.asIntN(64, value) === value) return line(`:${value}`)
  return version === 3 ? line(`(${value}`) : bulk(String(value))
}

function boolean(value: boolean, version: Version): Buffer {
  return version === 3 ? line(value ? '#t' : '#f') : line(value ? ':1' : ':0')
}

/** Only RESP3 has errors of more than one line. */
function error({ text }: ErrorReply, version: Version): Buffer {
  const isLine = !/[\r\n]/.test(text)
  if (version === 3 && !isLine) return bulk(text, '!')
  return line(`-${isLine ? text : text.replace(/\s*[\r\n]+\s*/g, ' ')}`)
}

function verbatim({ text }: Verbatim, version: Version): Buffer {
  return version === 3 ? bulk(`txt:${text}`, '=') : bulk(text)
}

function map(entries: readonly (readonly [unknown, unknown])[], version: Version): Buffer {
  return version === 3
    ? items('%', entries.length, entries.flat(1), version)
    : items('*', entries.length * 2, entries.flat(1), version)
}

function items(sign: string, count: number, values: readonly unknown[], version: Version): Buffer {
  return Buffer.concat([line(`${sign}${count}`), ...values.map(value => encode(value, version))])
}

function bulk(value: string | Uint8Array, sign = '$'): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([line(`${sign}${bytes.length}`), bytes, line('')])
}

function line(text: string): Buffer {
  return Buffer.from(`${text}\r\n`)
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function kindOf(value: unknown): string {
  return typeof value === 'object' ? String(value?.constructor?.name) : typeof value
}
