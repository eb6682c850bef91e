// says: does not help: it stops the thread wherever it is

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

export async function dashboard(sources: Sources) {
  const { author } = sources
  const parts = [
    fetchLine(sources.page),
    countVisitors(sources.redis),
    findBooks(sources.mysql, author),
    findWritings(sources.postgres, author),
    pause(sources.pause),
  ] as const
  try {
    const [page, visitors, books, writings] = await Promise.all(parts)
    return { page, visitors, books, ...writings }
  } finally {
    await Promise.allSettled(parts)
  }
}

async function fetchLine(url: string) {
  const { status } = get(url)
  return `[${status}] ${url}`
}

async function countVisitors(address: string) {
  const cache = redis.connect(address)
  try {
    return Number(cache.call('GET', 'visitors'))
  } finally {
    cache.close()
  }
}

async function findBooks(address: string, author: string) {
  const shop = mysql.connect(address)
  try {
    return shop.query(BOOKS, [author]).map(({ title }) => String(title))
  } finally {
    shop.close()
  }
}

async function findWritings(address: string, author: string) {
  const blog = postgres.connect(address)
  try {
    const [posts, comments] = await Promise.all([
      blog.query(POSTS, [author]),
      blog.query(COMMENTS, [author]),
    ])
    return {
      posts: posts.map(({ title }) => title),
      comments: comments.map(({ body }) => body),
    }
  } finally {
    blog.close()
  }
}

async function pause(ms: number) {
  sleep(ms)
}
