import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import mysql from 'mysql2'
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

export function dashboard(sources: Sources) {
  const { author } = sources
  const parts = [
    fetchLine(sources.page),
    countVisitors(sources.redis),
    findBooks(sources.mysql, author),
    findWritings(sources.postgres, author),
    sleep(sources.pause),
  ] as const
  return Promise.allSettled(parts)
    .then(() => Promise.all(parts))
    .then(([page, visitors, books, writings]) => ({ page, visitors, books, ...writings }))
}

function fetchLine(url: string) {
  return fetch(url).then(({ status }) => `[${status}] ${url}`)
}

function countVisitors(address: string) {
  const redis = new Redis(address, { lazyConnect: true, retryStrategy: null })
  redis.on('error', () => {})
  return redis
    .get('visitors')
    .then(Number)
    .finally(() => redis.disconnect())
}

function findBooks(address: string, author: string): Promise<string[]> {
  const connection = mysql.createConnection(address)
  return new Promise<string[]>((resolve, reject) => {
    connection.on('error', reject)
    connection.execute<mysql.RowDataPacket[]>(BOOKS, [author], (error, rows) => {
      if (error) reject(error)
      else resolve(rows.map(({ title }) => title))
    })
  }).finally(() => connection.destroy())
}

function findWritings(address: string, author: string) {
  const pool = new pg.Pool({ connectionString: address })
  return Promise.all([pool.query(POSTS, [author]), pool.query(COMMENTS, [author])])
    .then(([posts, comments]) => ({
      posts: posts.rows.map(({ title }) => title),
      comments: comments.rows.map(({ body }) => body),
    }))
    .finally(() => pool.end())
}
