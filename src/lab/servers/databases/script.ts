import { isTime } from '../../ground/time.ts'
import {
  type Checks,
  faultInEnd,
  faultInProperties,
  isFlag,
  isRecord,
} from '../../ground/validation.ts'
import { words } from '../../ground/words/words.ts'
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

const faults = words.databaseScripts

/** What is wrong with some databases, in words that follow the option's name; nothing where they are right. */
export function faultOf(databases: unknown): string | undefined {
  if (!isRecord(databases)) {
    return faults.notAnObject
  }
  const seen = new Set<string>()
  for (const [address, database] of Object.entries(databases)) {
    const fault = faultInAddress(address, seen) ?? faultInDatabase(database, address)
    if (fault) return faults.wrong({ address, fault })
  }
  return undefined
}

function faultInAddress(address: string, seen: Set<string>): string | undefined {
  const place = placeOf(address)
  if (!place) return faults.notAnAddress
  const { host, port } = place
  if (seen.has(`${host}:${port}`)) return faults.samePlace
  seen.add(`${host}:${port}`)
  return undefined
}

function faultInDatabase(database: unknown, address: string): string | undefined {
  if (!isRecord(database) || !isRecord(database.queries)) {
    return faults.notADatabase
  }
  const fault = faultInProperties(database, DATABASE) ?? faultInEnd(database)
  if (fault) return fault
  const properties =
    placeOf(address)?.scheme === 'redis' ? { ...COMMON, ...REDIS } : { ...COMMON, ...SQL }
  for (const [query, reply] of Object.entries(database.queries)) {
    const wrong = faultInReply(reply, properties)
    if (wrong) return faults.wrongQuery({ query, fault: wrong })
  }
  return undefined
}

function faultInReply(reply: unknown, properties: Checks): string | undefined {
  if (!isRecord(reply)) return faults.notAnAnswer
  return (
    faultInProperties(reply, properties) ??
    faultInEnd(reply) ??
    (reply.cut && reply.error ? faults.errorToo : undefined)
  )
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0
const isError = (value: unknown) =>
  isRecord(value) && typeof value.code === 'string' && typeof value.message === 'string'

const DATABASE: Checks = {
  delay: [isTime, faults.delay],
  silent: [isFlag, faults.flags],
  refused: [isFlag, faults.flags],
  unresolved: [isFlag, faults.flags],
  queries: [isRecord, faults.queries],
}
const COMMON: Checks = {
  delay: [isTime, faults.delay],
  error: [isError, faults.error],
  cut: [isFlag, faults.replyFlags],
  silent: [isFlag, faults.replyFlags],
}
const REDIS: Checks = {
  reply: [() => true, ''],
}
const SQL: Checks = {
  rows: [rows => Array.isArray(rows) && rows.every(isRecord), faults.rows],
  affected: [isCount, faults.counts],
  insertId: [isCount, faults.counts],
}
