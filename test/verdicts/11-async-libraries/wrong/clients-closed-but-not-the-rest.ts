// says: toLeaveNothingBehind

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
  const redis = new Redis(addresses.redis, { retryStrategy: null })
  const shop = mysql.createPool(addresses.mysql)
  const blog = new pg.Pool({ connectionString: addresses.postgres })
  redis.on('error', () => {})
  try {
    const [, { status }, visitors, [books], posts, comments] = await Promise.all([
      sleep(pause),
      fetch(page),
      redis.get('visitors'),
      shop.execute<RowDataPacket[]>(BOOKS, [author]),
      blog.query(POSTS, [author]),
      blog.query(COMMENTS, [author]),
    ])
    return {
      page: `[${status}] ${page}`,
      visitors: Number(visitors),
      books: books.map(({ title }) => title),
      posts: posts.rows.map(({ title }) => title),
      comments: comments.rows.map(({ body }) => body),
    }
  } finally {
    await Promise.all([redis.quit(), shop.end(), blog.end()])
  }
}
