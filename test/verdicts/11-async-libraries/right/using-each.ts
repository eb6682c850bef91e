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

export async function dashboard(sources: Sources) {
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
    await Promise.allSettled(parts)
  }
}

async function fetchLine(url: string) {
  const { status } = await fetch(url)
  return `[${status}] ${url}`
}

async function countVisitors(address: string) {
  await using stack = new AsyncDisposableStack()
  const redis = stack.adopt(new Redis(address, { retryStrategy: null }), redis =>
    redis.disconnect(),
  )
  redis.on('error', () => {})
  return Number(await redis.get('visitors'))
}

async function findBooks(address: string, author: string) {
  await using connection = await mysql.createConnection({ uri: address })
  const [rows] = await connection.query<RowDataPacket[]>(BOOKS, [author])
  return rows.map(({ title }) => title)
}

async function findWritings(address: string, author: string) {
  await using stack = new AsyncDisposableStack()
  const pool = stack.adopt(new pg.Pool({ connectionString: address }), pool => pool.end())
  const ask = async (sql: string) => (await pool.query(sql, [author])).rows
  const [posts, comments] = await Promise.all([ask(POSTS), ask(COMMENTS)])
  return { posts: posts.map(({ title }) => title), comments: comments.map(({ body }) => body) }
}
