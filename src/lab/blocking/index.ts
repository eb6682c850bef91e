/**
 * Stand-ins for blocking libraries: each call stops its whole thread until it is done, and nothing else
 * happens on that thread meanwhile. In a simulation the exact clock is charged; elsewhere time passes.
 */

import { NetworkWhileLoading } from '../ground/errors.ts'
import { isTime } from '../ground/time.ts'
import { words } from '../ground/words/words.ts'
import { currentRun, host } from '../machine/host.ts'
import { commandText } from '../servers/databases/redis/words.ts'
import { connectBlocking } from './databases.ts'

/** What `get` answers with: like `fetch`'s `Response`, but all of it is there at once. */
export interface BlockingResponse {
  readonly status: number
  /** True for a status from 200 to 299. */
  readonly ok: boolean
  readonly url: string
  text(): string
  json(): unknown
}

/**
 * Stops the thread for `ms` milliseconds.
 *
 * @throws RangeError if `ms` is not a number, 0 or more.
 */
export function sleep(ms: number): void {
  checkMs('sleep', ms)
  const thread = currentRun()
  if (thread) thread.block(ms, 'sleep')
  else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/**
 * Requests `url` and stops the thread until the answer is there.
 *
 * @throws TypeError if the connection is cut, or the address is unknown or none at all.
 */
export function get(url: string | URL): BlockingResponse {
  const thread = currentRun()
  if (!thread) {
    if (host.loading) throw new NetworkWhileLoading(`get('${url}')`)
    throw new Error(words.blocking.getOutside({ url: String(url) }))
  }
  if (!URL.canParse(url)) throw new TypeError(words.blocking.getNotAnAddress({ url: String(url) }))
  const { href } = new URL(url)
  const { status, body } = thread.network.server.requestBlocking(href)
  return {
    status,
    ok: status >= 200 && status < 300,
    url: href,
    text: () => body,
    json: () => JSON.parse(body) as unknown,
  }
}

/**
 * Keeps the processor busy for `ms` milliseconds.
 *
 * @throws RangeError if `ms` is not a number, 0 or more.
 */
export function burn(ms: number): void {
  checkMs('burn', ms)
  const thread = currentRun()
  if (thread) thread.compute(ms, 'burn')
  else for (const end = performance.now() + ms; performance.now() < end; );
}

/** A blocking client for Redis. */
export const redis = {
  /**
   * Connects to `redis://host`, and stops the thread until it is connected.
   *
   * @throws Error with a `code` where the address is unknown or the password is wrong.
   */
  connect(address: string | URL): BlockingRedis {
    const connection = connectBlocking('redis', address)
    return {
      call: (...command) =>
        connection.ask(commandText(command.map(word => Buffer.from(word))), []).reply,
      close: () => connection.close(),
    }
  },
}

/** A connection to Redis. */
export interface BlockingRedis {
  /** Sends a command, `call('GET', 'visitors')`, and stops the thread until the reply is there. */
  call(...command: string[]): unknown
  close(): void
}

/** A blocking client for MySQL. */
export const mysql = sqlClient('mysql')

/** A blocking client for Postgres. */
export const postgres = sqlClient('postgres')

/** A connection to MySQL or Postgres. */
export interface BlockingSql {
  /**
   * Sends a query and stops the thread until its rows are there.
   *
   * @param values stand in the places of `?` (MySQL) or `$1`, `$2` (Postgres)
   * @throws Error with the database's `code` where it answers with an error, or cuts the connection.
   */
  query(sql: string, values?: readonly unknown[]): Readonly<Record<string, unknown>>[]
  close(): void
}

function sqlClient(scheme: 'mysql' | 'postgres') {
  return {
    /**
     * Connects to `mysql://user:password@host/name` or `postgres://user:password@host/name`, and stops the
     * thread until it is connected.
     *
     * @throws Error with a `code` where the address is unknown or the password is wrong.
     */
    connect(address: string | URL): BlockingSql {
      const connection = connectBlocking(scheme, address)
      return {
        query: (sql, values = []) => [...(connection.ask(sql, values).rows ?? [])],
        close: () => connection.close(),
      }
    },
  }
}

function checkMs(name: string, ms: unknown): void {
  if (isTime(ms)) return
  const shown = typeof ms === 'string' ? `'${ms}'` : String(ms)
  throw new RangeError(words.blocking.wrongTime({ call: name, shown }))
}
