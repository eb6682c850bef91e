import { expect, test } from 'vitest'
import { connectionsOf, type Options, observe, requestsOf, simulate } from '#lab'
import { dashboard, type Sources } from './dashboard.ts'

const sources: Sources = {
  pause: 300,
  page: 'https://example.org/',
  redis: 'redis://:secret@cache.example.org',
  mysql: 'mysql://kata:secret@books.example.org/shop',
  postgres: 'postgres://kata:secret@posts.example.org/blog',
  author: 'Ada',
}

/** What each source answers, and after how many ms. */
const replies = {
  page: { delay: 450 },
  visitors: { delay: 200, reply: '1815' },
  books: { delay: 600, rows: [{ title: 'Notes' }, { title: 'Letters' }] },
  posts: { delay: 500, rows: [{ title: 'On engines' }, { title: 'On flying' }] },
  comments: { delay: 400, rows: [{ body: 'Indeed' }] },
}

type Changes = { readonly [Name in keyof typeof replies | 'cache']?: object }

/** All sources, some of which answer in another way; and how long each database takes to let a client in. */
function world(changes: Changes = {}, connecting = 0): Options {
  const { page, visitors, books, posts, comments, cache } = { cache: {}, ...replies, ...changes }
  return {
    server: { [sources.page]: page },
    databases: {
      [sources.redis]: { delay: connecting, queries: { 'GET visitors': visitors }, ...cache },
      [sources.mysql]: {
        delay: connecting,
        queries: { 'select title from books where author = ?': books },
      },
      [sources.postgres]: {
        delay: connecting,
        queries: {
          'select title from posts where author = $1': posts,
          'select body from comments where author = $1': comments,
        },
      },
    },
  }
}

test('takes as long as its slowest source, connecting included, whichever that is', async () => {
  const visitors = { delay: 900, reply: '1815' }
  const redis = await simulate(world({ visitors }, 10), () => dashboard(sources))
  expect(redis, 'where Redis answers after 900 ms').toTake(910)
  const pause = await simulate(world({}, 10), () => dashboard({ ...sources, pause: 950 }))
  expect(pause, 'where the pause is 950 ms').toTake(950)
})

test('a name that looks like SQL reaches the databases as a value', async () => {
  const author = `Ada'; drop table posts; -- \\'; drop table books; --`
  const run = await simulate(world(), () => dashboard({ ...sources, author }))
  const queries = requestsOf(run.trace).filter(({ values = [] }) => values.length > 0)
  const given = queries.map(({ url, values }) => `${url} got ${values}`)
  expect(given.sort(), 'values').toBeLines([
    `mysql://books.example.org got ${author}`,
    `postgres://posts.example.org got ${author}`,
    `postgres://posts.example.org got ${author}`,
  ])
})

test('two dashboards at the same time have connections of their own', async () => {
  const run = await simulate(world(), () => Promise.all([dashboard(sources), dashboard(sources)]))
  const connections = connectionsOf(run.trace).map(({ url }) => `${url}`)
  expect(connections.sort(), 'connections').toBeLines([
    ...Array(2).fill('mysql://books.example.org'),
    ...Array(4).fill('postgres://posts.example.org'),
    ...Array(2).fill('redis://cache.example.org'),
  ])
})

interface Failure {
  readonly what: string
  /** What answers in another way. */
  readonly changes: Changes
  readonly pause?: number
  readonly error: RegExp
}

const failures: Failure[] = [
  {
    what: 'the connection to the page breaks',
    changes: { page: { delay: 100, cut: true } },
    error: /^TypeError fetch failed$|ECONNRESET/,
  },
  {
    what: 'Redis answers with an error',
    changes: {
      page: { delay: 900 },
      visitors: { delay: 100, error: { code: 'WRONGTYPE', message: 'no text' } },
    },
    error: /^ReplyError WRONGTYPE no text$/,
  },
  {
    what: 'MySQL answers with an error',
    changes: { books: { delay: 100, error: { code: 'ER_NO_SUCH_TABLE', message: 'no books' } } },
    pause: 900,
    error: /^Error ER_NO_SUCH_TABLE no books$/,
  },
  {
    what: 'Postgres answers with an error',
    changes: {
      posts: { delay: 700, error: { code: '42P01', message: 'no posts' } },
      comments: { delay: 900, rows: [] },
    },
    error: /^error 42P01 no posts$/,
  },
  {
    what: 'the connection to Redis breaks',
    changes: { visitors: { delay: 100, reply: '1815', cut: true } },
    error: /Connection is closed|max retries/,
  },
  {
    what: 'nothing listens at the address of Redis',
    changes: { cache: { delay: 100, refused: true } },
    error: /ECONNREFUSED|Connection is closed|max retries/,
  },
  {
    what: 'the connection to MySQL breaks',
    changes: { books: { delay: 100, rows: [{ title: 'Not' }], cut: true } },
    error: /PROTOCOL_CONNECTION_LOST|ECONNRESET/,
  },
  {
    what: 'a connection to Postgres breaks',
    changes: { comments: { delay: 100, rows: [{ body: 'Not' }], cut: true } },
    error: /^Error Connection terminated/,
  },
]

test.each(failures)(
  'fails when $what, with that error, once all is closed',
  async ({ changes, pause = 300, error }) => {
    // Redis is fast, so that nothing is on its way there when another one fails.
    const visitors = { delay: 50, reply: '1815' }
    const run = await observe(world({ visitors, ...changes }), () =>
      dashboard({ ...sources, pause }),
    )
    const { status, reason, crash } = { reason: undefined, crash: undefined, ...run.outcome }
    expect(crash ?? status, 'how dashboard ends').toBe('rejected')
    const { name, code, message } = Object(reason)
    const told = [name, code, message].filter(part => part !== undefined).join(' ')
    expect(told, `the error, "${told}"`).toMatch(error)
    expect(run).toLeaveNothingBehind()
    const asked = requestsOf(run.trace).map(({ label }) => label)
    const again = asked.filter((label, at) => asked.indexOf(label) < at)
    expect(again, 'what was asked again').toEqual([])
    const later = connectionsOf(run.trace).filter(({ from }) => from > run.elapsed)
    expect(later.length, 'how often a client connected after that').toBe(0)
  },
)
