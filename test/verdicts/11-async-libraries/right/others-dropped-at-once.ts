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

/** Whoever fails first ends the others: their connections are cut, their answers are not waited for. */
export async function dashboard({ pause, page, author, ...addresses }: Sources) {
  const others = new AbortController()
  const { signal } = others
  const redis = new Redis(addresses.redis, { retryStrategy: null })
  const shop = mysql.createPool({ uri: addresses.mysql, connectionLimit: 1 })
  const blog = [new pg.Client(addresses.postgres), new pg.Client(addresses.postgres)] as const
  for (const client of [redis, ...blog]) client.on('error', () => {})
  const ask = async (client: pg.Client, sql: string) => {
    await client.connect()
    return (await client.query(sql, [author])).rows
  }
  const parts = [
    sleep(pause, undefined, { signal }),
    fetch(page, { signal }),
    redis.get('visitors'),
    shop.query<RowDataPacket[]>(BOOKS, [author]),
    ask(blog[0], POSTS),
    ask(blog[1], COMMENTS),
  ] as const
  try {
    const [, { status }, visitors, [books], posts, comments] = await Promise.all(parts)
    return {
      page: `[${status}] ${page}`,
      visitors: Number(visitors),
      books: books.map(({ title }) => title),
      posts: posts.map(({ title }) => title),
      comments: comments.map(({ body }) => body),
    }
  } finally {
    others.abort()
    redis.disconnect()
    await Promise.allSettled([shop.end(), ...blog.map(client => client.end())])
  }
}
