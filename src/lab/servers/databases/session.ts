import type { Duplex } from 'node:stream'

/** Speaks a database's protocol, as its server, on one connection: reads requests from `stream` and answers. */
export type Protocol = (stream: Duplex, session: Session) => void

/** One connection to a scripted database, as the protocol sees it. */
export interface Session {
  /** Who may come in, and to what. */
  readonly login: Login
  /**
   * Asks the script. The answer comes when the query's delay is over, and never where the script is silent or
   * the client has hung up. One query at a time: a database works on one for each connection.
   *
   * @param text the query as the client sent it: SQL, or a Redis command with its arguments, one space between
   * @param values the parameters that came apart from the text, as the protocol carried them
   */
  ask(text: string, values?: readonly unknown[]): Promise<Answer>
  /** The error for a part of the protocol that is not simulated: an answer that names it, for the client. */
  refuse(feature: string): Failure
}

/** What the database's address says. Each is '' where it says nothing: then anything will do. */
export interface Login {
  readonly user: string
  readonly password: string
  /** The database's name; for Redis its number. */
  readonly database: string
}

export type Answer = Success | Failure

/** What a query gives; a protocol sends of it what it has words for. */
export interface Success {
  readonly error?: undefined
  /** SQL: the rows, each an object of its columns in their order. Nothing for a query that has none. */
  readonly rows: readonly Row[] | undefined
  /** SQL: how many rows were changed. */
  readonly affected: number
  /** MySQL: the number that a new row got. */
  readonly insertId: number
  /** Redis: the reply. A string is a bulk string, `null` is null, a plain object a map, an array an array. */
  readonly reply: unknown
  /** True: the connection is cut when a part of the answer is sent. */
  readonly cut: boolean
}

export interface Failure {
  readonly error: {
    /** The database's own code, such as `42P01`, `ER_NO_SUCH_TABLE` or `WRONGTYPE`; nothing: an internal error. */
    readonly code: string | undefined
    readonly message: string
  }
  readonly cut: boolean
}

/** Columns by name: string, finite number, boolean, null, Date, or anything else as JSON. */
export type Row = Readonly<Record<string, unknown>>
