import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import pg from 'pg'

export interface Sources {
  readonly pause: number
  readonly page: string
  readonly redis: string
  readonly mysql: string
  readonly postgres: string
  readonly author: string
}

const BOOKS = 'select title from books where author = ?'
const POSTS = 'select title from posts where author = $1'
const COMMENTS = 'select body from comments where author = $1'

export async function dashboard({ pause, page, author, ...addresses }: Sources) {
  await using stack = new AsyncDisposableStack()
  // What was opened last is closed first; so this is the end: everything has been closed or has failed.
  const started: Promise<unknown>[] = []
  const start = <T>(part: Promise<T>): Promise<T> => {
    started.push(part)
    return part
  }

  const redis = new Redis(addresses.redis, { retryStrategy: null })
  stack.defer(() => redis.disconnect())
  redis.on('error', () => {})
  const shop = stack.use(mysql.createPool(addresses.mysql))
  const blog = stack.adopt(new pg.Pool({ connectionString: addresses.postgres }), pool =>
    pool.end(),
  )
  stack.defer(async () => {
    await Promise.allSettled(started)
  })

  const [, { status }, visitors, [books], posts, comments] = await Promise.all([
    start(sleep(pause)),
    start(fetch(page)),
    start(redis.get('visitors')),
    start(shop.execute<RowDataPacket[]>(BOOKS, [author])),
    start(blog.query(POSTS, [author])),
    start(blog.query(COMMENTS, [author])),
  ])
  return {
    page: `[${status}] ${page}`,
    visitors: Number(visitors),
    books: books.map(({ title }) => title),
    posts: posts.rows.map(({ title }) => title),
    comments: comments.rows.map(({ body }) => body),
  }
}
