import { get, mysql, postgres, redis, sleep } from '#lab/blocking'

/** What a dashboard is made of. Each address is the very text that a client connects with. */
export interface Sources {
  /** How long to wait, in ms: no dashboard is there sooner. */
  readonly pause: number
  /** The address of a page. */
  readonly page: string
  /** Redis: the key `visitors` has their number. */
  readonly redis: string
  /** MySQL: the table `books` has `title` and `author`. */
  readonly mysql: string
  /** Postgres: the tables `posts`, with `title` and `author`, and `comments`, with `body` and `author`. */
  readonly postgres: string
  /** Whose books, posts and comments: a text that somebody has typed, and it may be any text. */
  readonly author: string
}

export interface Dashboard {
  /** A line like `[200] https://example.org/`, whatever the status. */
  readonly page: string
  readonly visitors: number
  /** Titles, in the order of the database; so are the others. */
  readonly books: readonly string[]
  readonly posts: readonly string[]
  readonly comments: readonly string[]
}

const BOOKS = 'select title from books where author = ?'
const POSTS = 'select title from posts where author = $1'
const COMMENTS = 'select body from comments where author = $1'

/**
 * Asks each source once, Postgres twice, and closes every connection that it opened. This version works,
 * takes as long as all of them added up, and blocks the loop all that time.
 *
 * @returns what they answered
 * @throws the error of the source that fails, once no connection is open any more
 */
export async function dashboard(sources: Sources): Promise<Dashboard> {
  // TODO: each of these calls blocks the loop. Which library does the same and gives the thread back?
  sleep(sources.pause)
  const { status } = get(sources.page)

  const cache = redis.connect(sources.redis)
  const visitors = cache.call('GET', 'visitors')
  cache.close()

  const shop = mysql.connect(sources.mysql)
  const books = shop.query(BOOKS, [sources.author])
  shop.close()

  const blog = postgres.connect(sources.postgres)
  const posts = blog.query(POSTS, [sources.author])
  const comments = blog.query(COMMENTS, [sources.author])
  blog.close()

  return {
    page: `[${status}] ${sources.page}`,
    visitors: Number(visitors),
    books: books.map(({ title }) => String(title)),
    posts: posts.map(({ title }) => String(title)),
    comments: comments.map(({ body }) => String(body)),
  }
}
