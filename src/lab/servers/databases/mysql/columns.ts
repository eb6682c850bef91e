import { isDate } from 'node:util/types'
import type { Row } from '../session.ts'
import { int, lengthCoded, lengthCodedText } from './payload.ts'
import { TYPES } from './types.ts'

/** A column of a result: its name, and how its values go over the wire. Null is never a value. */
export interface Column {
  readonly name: string
  readonly kind: Kind
  /** Digits of a second that its times have. */
  readonly decimals: number
}

/** What the protocol's chapter "Column Definition" says of a type, and how its values are written. */
interface Kind {
  readonly type: number
  readonly charset: 'text' | 'binary'
  readonly flags: number
  readonly length: number
  /** In an answer to a text query. */
  text(value: unknown, decimals: number): string | Buffer
  /** In an answer to a prepared statement: the chapter "Binary Protocol Value". */
  binary(value: unknown, decimals: number): Buffer
}

const BLOB_FLAG = 1 << 4
const BINARY_FLAG = 1 << 7
/** "This number has as many decimals as it needs." */
const FLOATING = 31
const ANY_LENGTH = 0xffffffff

const number = (type: number, length: number, binary: Kind['binary']): Kind => ({
  type,
  charset: 'binary',
  flags: 0,
  length,
  text: value => String(typeof value === 'boolean' ? Number(value) : value),
  binary,
})

const texts = (
  type: number,
  charset: Kind['charset'],
  flags: number,
  text: Kind['text'],
): Kind => ({
  type,
  charset,
  flags,
  length: ANY_LENGTH,
  text,
  binary: (value, decimals) => lengthCodedText(text(value, decimals)),
})

/** The types that a script's values have, by MySQL's names for them. */
const KINDS = {
  TINY: number(TYPES.TINY, 1, value => int(Number(value), 1)),
  LONG: number(TYPES.LONG, 11, value => {
    const buffer = Buffer.alloc(4)
    buffer.writeInt32LE(Number(value))
    return buffer
  }),
  LONGLONG: number(TYPES.LONGLONG, 20, value => {
    const buffer = Buffer.alloc(8)
    buffer.writeBigInt64LE(BigInt(value as number | bigint | boolean))
    return buffer
  }),
  NEWDECIMAL: number(TYPES.NEWDECIMAL, 67, value => lengthCodedText(String(value))),
  DOUBLE: number(TYPES.DOUBLE, 22, value => {
    const buffer = Buffer.alloc(8)
    buffer.writeDoubleLE(Number(value))
    return buffer
  }),
  DATETIME: {
    type: TYPES.DATETIME,
    charset: 'binary',
    flags: BINARY_FLAG,
    length: 23,
    text: (value, decimals) => dateText(value as Date, decimals),
    binary: (value, decimals) => dateBytes(value as Date, decimals),
  },
  JSON: texts(
    TYPES.JSON,
    'binary',
    BLOB_FLAG | BINARY_FLAG,
    value => JSON.stringify(value) ?? 'null',
  ),
  BLOB: texts(TYPES.BLOB, 'binary', BLOB_FLAG | BINARY_FLAG, value =>
    bytesOf(value as ArrayBufferView),
  ),
  VAR_STRING: texts(TYPES.VAR_STRING, 'text', 0, (value, decimals) => plainText(value, decimals)),
} satisfies Record<string, Kind>

type KindName = keyof typeof KINDS

/** Those of numbers: each has room for the values of the ones before it. */
const NUMBERS: readonly KindName[] = ['TINY', 'LONG', 'LONGLONG', 'NEWDECIMAL', 'DOUBLE']

/** The columns of some rows, as MySQL would declare them for such values. */
export function columnsOf(rows: readonly Row[]): Column[] {
  const names = new Set(rows.flatMap(row => Object.keys(row)))
  const columns = [...names].map(name => columnOf(name, rows))
  // A result has at least one column: this is the one of `SELECT NULL`.
  return columns.length > 0 ? columns : [columnOf('NULL', [])]
}

/** A value of a row, or null where it has none that MySQL could hold. */
export function cellOf(row: Row, name: string): unknown {
  const value = row[name]
  if (typeof value === 'number' && !Number.isFinite(value)) return null
  return value ?? null
}

/** `Protocol::ColumnDefinition41`. */
export function columnDefinition({ name, kind, decimals }: Column, charset: number): Buffer {
  return Buffer.concat([
    lengthCodedText('def'),
    // The schema, the table, and the table's name before it got another one.
    ...['', '', ''].map(lengthCodedText),
    lengthCodedText(name),
    lengthCodedText(''),
    lengthCoded(12),
    int(kind.charset === 'text' ? charset : BINARY_CHARSET, 2),
    int(kind.length, 4),
    int(kind.type, 1),
    int(kind.flags, 2),
    int(decimals, 1),
    int(0, 2),
  ])
}

const BINARY_CHARSET = 63

function columnOf(name: string, rows: readonly Row[]): Column {
  const values = rows.map(row => cellOf(row, name)).filter(value => value !== null)
  const kind = commonKind(new Set(values.map(kindNameOf)))
  return { name, kind: KINDS[kind], decimals: decimalsOf(kind, values) }
}

function commonKind(kinds: ReadonlySet<KindName>): KindName {
  const [first = 'VAR_STRING', ...others] = kinds
  if (others.length === 0) return first
  if (kinds.has('JSON')) return 'JSON'
  const widest = NUMBERS.findLast(number => kinds.has(number))
  const areNumbers = [...kinds].every(kind => NUMBERS.includes(kind))
  return areNumbers && widest ? widest : 'VAR_STRING'
}

function kindNameOf(value: unknown): KindName {
  switch (typeof value) {
    case 'string':
      return 'VAR_STRING'
    case 'boolean':
      return 'TINY'
    case 'number':
      if (!Number.isSafeInteger(value)) return 'DOUBLE'
      return value === (value | 0) ? 'LONG' : 'LONGLONG'
    case 'bigint':
      return value === BigInt.asIntN(64, value) ? 'LONGLONG' : 'NEWDECIMAL'
    default:
      if (isDate(value)) return 'DATETIME'
      return ArrayBuffer.isView(value) ? 'BLOB' : 'JSON'
  }
}

function decimalsOf(kind: KindName, values: readonly unknown[]): number {
  if (kind === 'DOUBLE') return FLOATING
  if (kind !== 'DATETIME') return 0
  return values.some(value => (value as Date).getMilliseconds() > 0) ? 3 : 0
}

function plainText(value: unknown, decimals: number): string | Buffer {
  if (isDate(value)) return dateText(value, decimals)
  if (ArrayBuffer.isView(value)) return bytesOf(value)
  return String(typeof value === 'boolean' ? Number(value) : value)
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

/** A date in the zone where the program runs, as the client reads it; MySQL's zero date for one it can't hold. */
function dateText(date: Date, decimals: number): string {
  const fraction = decimals > 0 ? `.${'0'.repeat(decimals)}` : ''
  if (!isStorable(date)) return `0000-00-00 00:00:00${fraction}`
  const digits = (value: number, length = 2) => String(value).padStart(length, '0')
  const day = [digits(date.getFullYear(), 4), digits(date.getMonth() + 1), digits(date.getDate())]
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => digits(part))
  const ms = decimals > 0 ? `.${digits(date.getMilliseconds(), 3)}` : ''
  return `${day.join('-')} ${time.join(':')}${ms}`
}

function dateBytes(date: Date, decimals: number): Buffer {
  if (!isStorable(date)) return int(0, 1)
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()]
  return Buffer.concat([
    int(decimals > 0 ? 11 : 7, 1),
    int(date.getFullYear(), 2),
    ...[date.getMonth() + 1, date.getDate(), ...time].map(part => int(part, 1)),
    ...(decimals > 0 ? [int(date.getMilliseconds() * 1000, 4)] : []),
  ])
}

/** Years have four digits. */
function isStorable(date: Date): boolean {
  const year = date.getFullYear()
  return year >= 0 && year <= 9999
}
