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
  for (const part of await Promise.allSettled(parts)) {
    if (part.status === 'rejected') throw part.reason
  }
  const [page, visitors, books, writings] = await Promise.all(parts)
  return { page, visitors, books, ...writings }
}

async function fetchLine(url: string) {
  const { status } = await fetch(url)
  return `[${status}] ${url}`
}

async function countVisitors(address: string) {
  const redis = new Redis(address, { maxRetriesPerRequest: 0, retryStrategy: () => null })
  redis.on('error', () => {})
  const visitors = await redis.get('visitors').finally(() => redis.quit())
  return Number(visitors)
}

async function findBooks(address: string, author: string) {
  const pool = mysql.createPool(address)
  try {
    const connection = await pool.getConnection()
    try {
      const [rows] = await connection.query<RowDataPacket[]>({ sql: BOOKS, values: [author] })
      return rows.map(({ title }) => title)
    } finally {
      connection.release()
    }
  } finally {
    await pool.end()
  }
}

async function findWritings(address: string, author: string) {
  const pool = new pg.Pool({ connectionString: address })
  const ask = async (text: string) => {
    const client = await pool.connect()
    // A pool listens to the clients that are in it, and not to those that are out.
    const ignore = () => {}
    client.on('error', ignore)
    try {
      const { rows } = await client.query<[string]>({ text, values: [author], rowMode: 'array' })
      return rows.map(([first]) => first)
    } finally {
      client.off('error', ignore)
      client.release()
    }
  }
  try {
    const [posts, comments] = await Promise.all([ask(POSTS), ask(COMMENTS)])
    return { posts, comments }
  } finally {
    await pool.end()
  }
}
