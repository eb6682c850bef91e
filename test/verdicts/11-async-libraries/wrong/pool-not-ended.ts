// says: connectionLeft 2

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
  const redis = new Redis(address, { retryStrategy: null })
  redis.on('error', () => {})
  try {
    return Number(await redis.get('visitors'))
  } finally {
    redis.disconnect()
  }
}

async function findBooks(address: string, author: string) {
  const connection = await mysql.createConnection(address)
  try {
    const [rows] = await connection.execute<RowDataPacket[]>(BOOKS, [author])
    return rows.map(({ title }) => title)
  } finally {
    await connection.end()
  }
}

async function findWritings(address: string, author: string) {
  const pool = new pg.Pool({ connectionString: address })
  const [posts, comments] = await Promise.all([
    pool.query(POSTS, [author]),
    pool.query(COMMENTS, [author]),
  ])
  return {
    posts: posts.rows.map(({ title }) => title),
    comments: comments.rows.map(({ body }) => body),
  }
}
