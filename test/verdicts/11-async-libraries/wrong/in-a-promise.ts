// says: loopBlocked

import { get, mysql, postgres, redis, sleep } from '#lab/blocking'

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
  const [, { status }, visitors, books, [posts, comments]] = await Promise.all([
    later(() => sleep(pause)),
    later(() => get(page)),
    later(() => {
      using cache = closing(redis.connect(addresses.redis))
      return cache.call('GET', 'visitors')
    }),
    later(() => {
      using shop = closing(mysql.connect(addresses.mysql))
      return shop.query(BOOKS, [author])
    }),
    Promise.all(
      [POSTS, COMMENTS].map(sql =>
        later(() => {
          using blog = closing(postgres.connect(addresses.postgres))
          return blog.query(sql, [author])
        }),
      ),
    ),
  ])
  return {
    page: `[${status}] ${page}`,
    visitors: Number(visitors),
    books: books.map(({ title }) => title),
    posts: posts?.map(({ title }) => title),
    comments: comments?.map(({ body }) => body),
  }
}

function later<T>(call: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(call())
      } catch (error) {
        reject(error)
      }
    })
  })
}

function closing<C extends { close(): void }>(connection: C): C & Disposable {
  return { ...connection, [Symbol.dispose]: () => connection.close() }
}
