import { isTime } from '../../ground/time.ts'
import {
  type Checks,
  DELAY,
  FLAGS,
  faultInEnd,
  faultInProperties,
  isFlag,
  isRecord,
} from '../../ground/validation.ts'
import type { Login, Row } from './session.ts'

/**
 * Fake databases as plain data: an address, such as `'postgres://user:password@host/name'`, and what is there.
 * The address is the very text that a client connects with; who comes with another password is refused.
 */
export type Databases = Readonly<Record<string, Database>>

export interface Database {
  /** ms until a connection is accepted. Default 0. */
  readonly delay?: number
  /** True: it accepts connections and never says a word. */
  readonly silent?: boolean
  /** True: after the delay the connection is refused: `ECONNREFUSED`. */
  readonly refused?: boolean
  /** True: after the delay it turns out that the host's name does not resolve: `ENOTFOUND`. */
  readonly unresolved?: boolean
  /**
   * What it answers to each query: SQL with `$1` (Postgres) or `?` (MySQL) for values, or a Redis command with
   * its arguments. Spaces and, in SQL, upper and lower case make no difference.
   */
  readonly queries: Readonly<Record<string, Reply>>
}

export interface Reply {
  /** ms until the answer, the cut, or nothing. Default 0. */
  readonly delay?: number
  /** SQL: the rows. */
  readonly rows?: readonly Row[]
  /** SQL: how many rows were changed. Default 0. */
  readonly affected?: number
  /** MySQL: the number that a new row got. Default 0. */
  readonly insertId?: number
  /** Redis: the reply. Default 'OK'. */
  readonly reply?: unknown
  /** The database's own error instead: its code, such as `42P01`, and what it says. */
  readonly error?: { readonly code: string; readonly message: string }
  /** True: after the delay the connection is cut in the middle of the answer. */
  readonly cut?: boolean
  /** True: no answer ever comes. */
  readonly silent?: boolean
}

/** Each kind of database, by the scheme of its address, and the port where it listens. */
const PORTS = { redis: 6379, mysql: 3306, postgres: 5432, postgresql: 5432 } as const

export type Scheme = 'redis' | 'mysql' | 'postgres'

/** What a database's address says. */
export interface Place extends Login {
  readonly scheme: Scheme
  readonly host: string
  readonly port: number
}

/** Reads a database's address; nothing where it is none. */
export function placeOf(address: string | URL): Place | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, hostname, port, username, password, pathname } = new URL(address)
  const scheme = protocol.slice(0, -1)
  if (!Object.hasOwn(PORTS, scheme) || hostname === '') return undefined
  return {
    scheme: scheme === 'postgresql' ? 'postgres' : (scheme as Scheme),
    host: hostname,
    port: port === '' ? PORTS[scheme as keyof typeof PORTS] : Number(port),
    user: decoded(username),
    password: decoded(password),
    database: decoded(pathname.slice(1)),
  }
}

/** A `%` that begins no code stands for itself: that is how the clients read it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What is wrong with some databases, in words that follow the option's name; nothing where they are right. */
export function faultOf(databases: unknown): string | undefined {
  if (!isRecord(databases)) {
    return "must be an object of databases, such as { 'redis://host': { queries: {} } }"
  }
  const seen = new Set<string>()
  for (const [address, database] of Object.entries(databases)) {
    const fault = faultInAddress(address, seen) ?? faultInDatabase(database, address)
    if (fault) return `has a wrong database: '${address}' ${fault}`
  }
  return undefined
}

function faultInAddress(address: string, seen: Set<string>): string | undefined {
  const place = placeOf(address)
  if (!place)
    return "is no address; write 'redis://host', 'mysql://host/name' or 'postgres://host/name'"
  const { host, port } = place
  if (seen.has(`${host}:${port}`)) return 'is at the same host and port as another one'
  seen.add(`${host}:${port}`)
  return undefined
}

function faultInDatabase(database: unknown, address: string): string | undefined {
  if (!isRecord(database) || !isRecord(database.queries)) {
    return 'must be an object such as { queries: {} }'
  }
  const fault = faultInProperties(database, DATABASE) ?? faultInEnd(database)
  if (fault) return fault
  const properties =
    placeOf(address)?.scheme === 'redis' ? { ...COMMON, ...REDIS } : { ...COMMON, ...SQL }
  for (const [query, reply] of Object.entries(database.queries)) {
    const wrong = faultInReply(reply, properties)
    if (wrong) return `has a wrong query: '${query}' ${wrong}`
  }
  return undefined
}

function faultInReply(reply: unknown, properties: Checks): string | undefined {
  if (!isRecord(reply)) return 'must be an object such as { delay: 100 }'
  return (
    faultInProperties(reply, properties) ??
    faultInEnd(reply) ??
    (reply.cut && reply.error ? 'cannot be both cut and an error' : undefined)
  )
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0
const isError = (value: unknown) =>
  isRecord(value) && typeof value.code === 'string' && typeof value.message === 'string'

const WAYS = 'needs true or false for silent, refused and unresolved'

const DATABASE: Checks = {
  delay: [isTime, DELAY],
  silent: [isFlag, WAYS],
  refused: [isFlag, WAYS],
  unresolved: [isFlag, WAYS],
  queries: [isRecord, 'needs an object of queries'],
}
const COMMON: Checks = {
  delay: [isTime, DELAY],
  error: [isError, "needs an error such as { code: '42P01', message: 'no such table' }"],
  cut: [isFlag, FLAGS],
  silent: [isFlag, FLAGS],
}
const REDIS: Checks = {
  reply: [() => true, ''],
}
const SQL: Checks = {
  rows: [
    rows => Array.isArray(rows) && rows.every(isRecord),
    'needs rows that are objects of columns',
  ],
  affected: [isCount, 'needs a whole number, 0 or more, for affected and insertId'],
  insertId: [isCount, 'needs a whole number, 0 or more, for affected and insertId'],
}
