// says: test

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
  const redis = new Redis(addresses.redis, { lazyConnect: true, retryStrategy: null })
  redis.on('error', () => {})
  const blog = new pg.Client(addresses.postgres)
  const blog2 = new pg.Client(addresses.postgres)
  blog.on('error', () => {})
  blog2.on('error', () => {})
  let shop: mysql.Connection | undefined
  let parts: Promise<unknown>[] = []
  try {
    await redis.connect()
    shop = await mysql.createConnection(addresses.mysql)
    await blog.connect()
    await blog2.connect()
    const asked = [
      sleep(pause),
      fetch(page),
      redis.get('visitors'),
      shop.query<RowDataPacket[]>(BOOKS, [author]),
      blog.query(POSTS, [author]),
      blog2.query(COMMENTS, [author]),
    ] as const
    parts = [...asked]
    const [, { status }, visitors, [books], posts, comments] = await Promise.all(asked)
    return {
      page: `[${status}] ${page}`,
      visitors: Number(visitors),
      books: books.map(({ title }) => title),
      posts: posts.rows.map(({ title }) => title),
      comments: comments.rows.map(({ body }) => body),
    }
  } finally {
    await Promise.allSettled(parts)
    redis.disconnect()
    await shop?.end()
    await blog.end()
    await blog2.end()
  }
}
