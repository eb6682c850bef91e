// What the code blocks of the page take for granted.
import { Redis } from 'ioredis'
import type { Pool as MySqlPool, RowDataPacket } from 'mysql2/promise'
import type { Pool as PostgresPool } from 'pg'

/** Of the package `redis`, which is not installed here: as much of it as the page shows. */
interface NodeRedis {
  on(event: 'error', listener: (error: Error) => void): this
  connect(): Promise<this>
  set(key: string, value: string, options: { readonly EX: number }): Promise<unknown>
}
declare const createClient: (options: { readonly url: string }) => NodeRedis

declare const address: string
declare const author: string
declare const posts: PostgresPool
declare const books: MySqlPool
