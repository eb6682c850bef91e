// says: BusyWait
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { createPool } from 'mysql2/promise'
import { Pool } from 'pg'

export async function dashboard(sources: any): Promise<any> {
  const controller = new AbortController()
  const { signal } = controller
  const redis = new Redis(sources.redis)
  const mysql = createPool(sources.mysql)
  const pg = new Pool({ connectionString: sources.postgres })
  pg.on('error', () => {})
  const work = [
    sleep(sources.pause, undefined, { signal }),
    fetch(sources.page, { signal }),
    redis.get('visitors'),
    mysql.query<any[]>('select title from books where author = ?', [sources.author]),
    pg.query('select title from posts where author = $1', [sources.author]),
    pg.query('select body from comments where author = $1', [sources.author]),
  ] as const
  try {
    const [, page, visitors, [books], posts, comments] = await Promise.all(work)
    return {
      page: `[${page.status}] ${sources.page}`,
      visitors: Number(visitors),
      books: books.map(b => b.title),
      posts: posts.rows.map(p => p.title),
      comments: comments.rows.map(c => c.body),
    }
  } finally {
    controller.abort()
    await Promise.allSettled(work)
    await Promise.allSettled([redis.quit(), mysql.end(), pg.end()])
  }
}
