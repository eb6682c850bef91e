import { once } from 'node:events'
import https from 'node:https'
import { Redis } from 'ioredis'
import mysql from 'mysql2'
import pg from 'pg'

/** No fetch, no promised timers: node:https and callbacks, and a pipeline of one command. */
export async function dashboard(sources: any): Promise<any> {
  const author = [sources.author]
  const blog = new pg.Pool({ connectionString: sources.postgres })
  const shop = mysql.createPool({ uri: sources.mysql, connectionLimit: 1 }).promise()
  const cache = new Redis(sources.redis, { retryStrategy: () => null })
  cache.on('error', () => {})

  const parts = [
    new Promise<void>(resolve => setTimeout(resolve, sources.pause)),
    statusOf(sources.page),
    cache.pipeline().get('visitors').exec(),
    shop.execute<any[]>('select title from books where author = ?', author),
    blog.query('select title from posts where author = $1', author),
    blog.query('select body from comments where author = $1', author),
  ] as const

  const results = await Promise.allSettled(parts)
  cache.disconnect()
  await Promise.all([shop.end(), blog.end()])
  const failed = results.find(result => result.status === 'rejected')
  if (failed) throw failed.reason
  const [, status, visitors, [books], posts, comments] = await Promise.all(parts)
  const [error, count] = visitors?.[0] ?? []
  if (error) throw error
  return {
    page: `[${status}] ${sources.page}`,
    visitors: +(count as string),
    books: books.map(book => book.title),
    posts: posts.rows.map(post => post.title),
    comments: comments.rows.map(comment => comment.body),
  }
}

async function statusOf(url: string): Promise<number | undefined> {
  const request = https.get(url)
  const [response] = await once(request, 'response')
  response.resume()
  await once(response, 'end')
  return response.statusCode
}
