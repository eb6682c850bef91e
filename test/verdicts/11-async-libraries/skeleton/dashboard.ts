import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import pg from 'pg'
import * as blocking from '#lab/blocking'

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
 * Asks each source once, Postgres twice. This version works, takes as long as all of them added up, and blocks
 * the loop most of that time.
 *
 * @returns what they answered
 * @throws the error of the source that fails, once every connection is closed
 */
export async function dashboard(sources: Sources): Promise<Dashboard> {
  const { author } = sources
  // TODO: ask all of them at once.
  blocking.sleep(sources.pause)
  const page = await fetchLine(sources.page)
  const visitors = await countVisitors(sources.redis)
  const books = await findBooks(sources.mysql, author)
  const writings = await findWritings(sources.postgres, author)
  return { page, visitors, books, ...writings }
}

/** MySQL is done, as a pattern: open, ask inside `try`, close in `finally`. */
async function findBooks(address: string, author: string): Promise<string[]> {
  const connection = await mysql.createConnection(address)
  try {
    const [rows] = await connection.execute<RowDataPacket[]>(BOOKS, [author])
    return rows.map(({ title }) => title)
  } finally {
    await connection.end()
  }
}

// TODO: each call of `blocking` blocks the loop. Which library does the same, and returns a promise?

async function fetchLine(url: string): Promise<string> {
  const { status } = blocking.get(url)
  return `[${status}] ${url}`
}

async function countVisitors(address: string): Promise<number> {
  const cache = blocking.redis.connect(address)
  const visitors = cache.call('GET', 'visitors')
  cache.close()
  return Number(visitors)
}

async function findWritings(address: string, author: string) {
  const blog = blocking.postgres.connect(address)
  const posts = blog.query(POSTS, [author])
  const comments = blog.query(COMMENTS, [author])
  blog.close()
  return {
    posts: posts.map(({ title }) => String(title)),
    comments: comments.map(({ body }) => String(body)),
  }
}
