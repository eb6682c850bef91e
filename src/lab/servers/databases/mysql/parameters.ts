import { malformed, type PayloadReader } from './payload.ts'
import { TYPES } from './types.ts'

/** The types of a statement's parameters, as the last execution declared them. */
export type ParameterTypes = readonly ParameterType[]

interface ParameterType {
  readonly type: number
  readonly isUnsigned: boolean
}

/** What `COM_STMT_EXECUTE` says after the statement's number. */
export interface Execution {
  readonly hasCursor: boolean
  readonly types: ParameterTypes
  readonly values: readonly unknown[]
}

/**
 * Reads the rest of `COM_STMT_EXECUTE`.
 *
 * @param count how many parameters the statement has
 * @param known their types, where they were declared before
 */
export function readExecution(
  reader: PayloadReader,
  count: number,
  known: ParameterTypes,
): Execution {
  const hasCursor = (reader.int(1) & 1) === 1
  reader.int(4)
  if (count === 0) return { hasCursor, types: [], values: [] }
  const nulls = reader.bytes(Math.ceil(count / 8))
  const types = reader.int(1) === 1 ? readTypes(reader, count) : known
  if (types.length !== count) throw malformed()
  const values = types.map((type, index) => {
    const isNull = ((nulls[index >> 3] ?? 0) >> (index & 7)) & 1
    return isNull ? null : readValue(reader, type)
  })
  return { hasCursor, types, values }
}

function readTypes(reader: PayloadReader, count: number): ParameterType[] {
  return Array.from({ length: count }, () => ({
    type: reader.int(1),
    isUnsigned: reader.int(1) >= 0x80,
  }))
}

/** `Binary Protocol Value`. */
function readValue(reader: PayloadReader, { type, isUnsigned }: ParameterType): unknown {
  switch (type) {
    case TYPES.TINY:
      return readInteger(reader, 1, isUnsigned)
    case TYPES.SHORT:
    case TYPES.YEAR:
      return readInteger(reader, 2, isUnsigned)
    case TYPES.LONG:
    case TYPES.INT24:
      return readInteger(reader, 4, isUnsigned)
    case TYPES.LONGLONG:
      return readLong(reader, isUnsigned)
    case TYPES.FLOAT:
      return reader.bytes(4).readFloatLE()
    case TYPES.DOUBLE:
      return reader.bytes(8).readDoubleLE()
    case TYPES.NULL:
      return null
    case TYPES.TIMESTAMP:
    case TYPES.DATE:
    case TYPES.DATETIME:
      return readDate(reader)
    case TYPES.TIME:
      return readTime(reader)
    case TYPES.JSON:
      return readJson(reader)
    case TYPES.TINY_BLOB:
    case TYPES.MEDIUM_BLOB:
    case TYPES.LONG_BLOB:
    case TYPES.BLOB:
      return Buffer.from(reader.lengthCodedBytes())
    case TYPES.DECIMAL:
    case TYPES.VARCHAR:
    case TYPES.NEWDECIMAL:
    case TYPES.VAR_STRING:
    case TYPES.STRING:
      return reader.lengthCodedBytes().toString()
    default:
      throw malformed()
  }
}

function readInteger(reader: PayloadReader, bytes: number, isUnsigned: boolean): number {
  const buffer = reader.bytes(bytes)
  return isUnsigned ? buffer.readUIntLE(0, bytes) : buffer.readIntLE(0, bytes)
}

/** A number where that is exact, else a bigint. */
function readLong(reader: PayloadReader, isUnsigned: boolean): number | bigint {
  const buffer = reader.bytes(8)
  const value = isUnsigned ? buffer.readBigUInt64LE() : buffer.readBigInt64LE()
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

/** The client writes dates in the zone where the program runs. */
function readDate(reader: PayloadReader): Date {
  const length = reader.int(1)
  if (length === 0) return new Date(Number.NaN)
  const [year, month, day] = [reader.int(2), reader.int(1), reader.int(1)]
  const [hours, minutes, seconds] =
    length >= 7 ? [reader.int(1), reader.int(1), reader.int(1)] : [0, 0, 0]
  const microseconds = length >= 11 ? reader.int(4) : 0
  const date = new Date(year, month - 1, day, hours, minutes, seconds, microseconds / 1000)
  // The constructor takes a year below 100 for one of the twentieth century.
  date.setFullYear(year)
  return date
}

/** A time as MySQL writes it: `-01:02:03.000004`. */
function readTime(reader: PayloadReader): string {
  const length = reader.int(1)
  if (length === 0) return '00:00:00'
  const sign = reader.int(1) === 1 ? '-' : ''
  const days = reader.int(4)
  const parts = [days * 24 + reader.int(1), reader.int(1), reader.int(1)]
  const time = parts.map(part => String(part).padStart(2, '0')).join(':')
  const fraction = length >= 12 ? `.${String(reader.int(4)).padStart(6, '0')}` : ''
  return sign + time + fraction
}

function readJson(reader: PayloadReader): unknown {
  const text = reader.lengthCodedBytes().toString()
  try {
    return JSON.parse(text)
  } catch {
    throw malformed()
  }
}
