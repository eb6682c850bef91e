import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import pg from 'pg'

/** What a dashboard is made of. Each address is the very text that a client connects with. */
export interface Sources {
  /** How long to wait, in ms, before a dashboard is done. */
  readonly pause: number
  /** The address of a page. */
  readonly page: string
  /** Redis: the key `visitors` has their number. */
  readonly redis: string
  /** MySQL: the table `books` has `title` and `author`. */
  readonly mysql: string
  /** Postgres: the tables `posts`, with `title` and `author`, and `comments`, with `body` and `author`. */
  readonly postgres: string
  /** Whose books, posts and comments: any text that somebody has typed. */
  readonly author: string
}

export interface Dashboard {
  /** A line like `[200] https://example.org/`, whatever the status. */
  readonly page: string
  readonly visitors: number
  /** Titles, in the order of the database. The same applies to the others. */
  readonly books: readonly string[]
  readonly posts: readonly string[]
  readonly comments: readonly string[]
}

const BOOKS = 'select title from books where author = ?'
const POSTS = 'select title from posts where author = $1'
const COMMENTS = 'select body from comments where author = $1'

/**
 * Asks each source once, Postgres twice, all at the same time.
 *
 * @returns what they answered
 * @throws the error of the source that fails, once every connection is closed
 */
export async function dashboard(sources: Sources): Promise<Dashboard> {
  const { author } = sources
  const parts = [
    fetchLine(sources.page),
    countVisitors(sources.redis),
    findBooks(sources.mysql, author),
    findWritings(sources.postgres, author),
    sleep(sources.pause),
  ] as const
  try {
    const [page, visitors, books, writings] = await Promise.all(parts)
    return { page, visitors, books, ...writings }
  } finally {
    // If one fails, the others still have connections: each closes its own when it is done.
    await Promise.allSettled(parts)
  }
}

async function findBooks(address: string, author: string): Promise<string[]> {
  const connection = await mysql.createConnection(address)
  try {
    const [rows] = await connection.execute<RowDataPacket[]>(BOOKS, [author])
    return rows.map(({ title }) => title)
  } finally {
    await connection.end()
  }
}

async function fetchLine(url: string): Promise<string> {
  const { status } = await fetch(url)
  return `[${status}] ${url}`
}

async function countVisitors(address: string): Promise<number> {
  // If the connection breaks, ioredis would connect again, and send the command again.
  const redis = new Redis(address, { retryStrategy: null })
  // What goes wrong rejects the command, too. But an 'error' without a listener is printed.
  redis.on('error', () => {})
  try {
    return Number(await redis.get('visitors'))
  } finally {
    redis.disconnect()
  }
}

async function findWritings(address: string, author: string) {
  const pool = new pg.Pool({ connectionString: address, max: 2 })
  try {
    const [posts, comments] = await Promise.all([
      pool.query(POSTS, [author]),
      pool.query(COMMENTS, [author]),
    ])
    return {
      posts: posts.rows.map(({ title }) => title),
      comments: comments.rows.map(({ body }) => body),
    }
  } finally {
    await pool.end()
  }
}
