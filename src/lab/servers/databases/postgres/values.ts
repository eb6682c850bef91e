import { types } from 'node:util'
import type { Row } from '../session.ts'

/** A data type: its number in the catalogue `pg_type`, the size of its values (-1: it varies), and its text. */
export interface Type {
  readonly oid: number
  readonly size: number
  write(value: unknown): string
}

export interface Column {
  readonly name: string
  readonly type: Type
}

/** The columns of some rows, in the order in which they appear. Their types are those of the values. */
export function columnsOf(rows: readonly Row[]): Column[] {
  const columns = new Map<string, Type | undefined>()
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      columns.set(name, common(columns.get(name), value == null ? undefined : typeOf(value)))
    }
  }
  return Array.from(columns, ([name, type = TEXT]) => ({ name, type }))
}

export const TEXT: Type = { oid: 25, size: -1, write: String }
const BOOL: Type = { oid: 16, size: 1, write: value => (value ? 't' : 'f') }
const INT4: Type = { oid: 23, size: 4, write: String }
const INT8: Type = { oid: 20, size: 8, write: String }
const NUMERIC: Type = { oid: 1700, size: -1, write: String }
const FLOAT8: Type = { oid: 701, size: 8, write: String }
const TIMESTAMPTZ: Type = { oid: 1184, size: 8, write: value => timestampText(value as Date) }
const BYTEA: Type = { oid: 17, size: -1, write: value => byteaText(value as Uint8Array) }
const JSONB: Type = { oid: 3802, size: -1, write: jsonText }

function typeOf(value: unknown): Type {
  if (typeof value === 'string') return TEXT
  if (typeof value === 'boolean') return BOOL
  if (typeof value === 'number') return typeOfNumber(value)
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? INT8 : NUMERIC
  if (types.isDate(value)) return TIMESTAMPTZ
  return types.isUint8Array(value) ? BYTEA : JSONB
}

function typeOfNumber(value: number): Type {
  if (!Number.isSafeInteger(value)) return FLOAT8
  return (value | 0) === value ? INT4 : INT8
}

/** Each can hold what those before it hold. */
const NUMBERS = [INT4, INT8, NUMERIC, FLOAT8]

/** A type for values of both types. Only JSON holds things that have nothing in common. */
function common(one: Type | undefined, other: Type | undefined): Type | undefined {
  if (!one || !other || one === other) return one ?? other
  const places = [NUMBERS.indexOf(one), NUMBERS.indexOf(other)]
  return places.includes(-1) ? JSONB : NUMBERS[Math.max(...places)]
}

/** "Date/Time Output", style ISO, in UTC: `2026-01-01 00:00:00.5+00`. */
function timestampText(date: Date): string {
  const year = date.getUTCFullYear()
  const isBefore = year < 1
  // After the year, whose length differs: -01-01T00:00:00.500Z
  const [day, time] = date.toISOString().slice(-20, -1).split('T')
  const years = String(isBefore ? 1 - year : year).padStart(4, '0')
  return `${years}${day} ${time?.replace(/\.?0+$/, '')}+00${isBefore ? ' BC' : ''}`
}

/** "bytea Hex Format". */
function byteaText(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`
}

function jsonText(value: unknown): string {
  // As clients give such numbers, which JSON has no place for: as text.
  const exact = (_: string, part: unknown) => (typeof part === 'bigint' ? `${part}` : part)
  // What is nothing in JSON, such as a function, is null.
  return JSON.stringify(value, exact) ?? 'null'
}
