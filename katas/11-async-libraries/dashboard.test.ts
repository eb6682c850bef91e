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

/** What each of them answers, and after how many ms. */
const replies = {
  page: { delay: 450 },
  visitors: { delay: 200, reply: '1815' },
  books: { delay: 600, rows: [{ title: 'Notes' }, { title: 'Letters' }] },
  posts: { delay: 500, rows: [{ title: 'On engines' }, { title: 'On flying' }] },
  comments: { delay: 400, rows: [{ body: 'Indeed' }] },
}

type Changes = { readonly [Name in keyof typeof replies]?: object }

/** All that answers, some of it in another way; and after how many ms each database lets a client in. */
function world(changes: Changes = {}, { redis = 0, mysql = 0, postgres = 0 } = {}): Options {
  const { page, visitors, books, posts, comments } = { ...replies, ...changes }
  return {
    server: { [sources.page]: page },
    databases: {
      [sources.redis]: { delay: redis, queries: { 'GET visitors': visitors } },
      [sources.mysql]: {
        delay: mysql,
        queries: { 'select title from books where author = ?': books },
      },
      [sources.postgres]: {
        delay: postgres,
        queries: {
          'select title from posts where author = $1': posts,
          'select body from comments where author = $1': comments,
        },
      },
    },
  }
}

/** A dashboard as lines of text. */
function linesOf(dashboard: object): string[] {
  return Object.entries(dashboard).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
}

test('the loop is never blocked, not for 1 ms', async () => {
  const run = await simulate(world(), () => dashboard(sources))
  expect(run).toKeepTheLoopFree()
})

test('it takes 600 ms, the time of the slowest source, not 2,450', async () => {
  const run = await simulate(world(), () => dashboard(sources))
  expect(run).toTake(600)
})

test('each source is asked once, Postgres for posts and for comments at once, and each answer is there', async () => {
  const unknown = { page: { delay: 450, status: 404 } }
  const run = await simulate(world(unknown), () => dashboard(sources))
  const asked = requestsOf(run.trace).map(({ from, url }) => `at ${from} ms ${url}`)
  expect(asked.sort(), 'what was asked').toBeLines([
    'at 0 ms https://example.org/',
    'at 0 ms mysql://books.example.org',
    'at 0 ms postgres://posts.example.org',
    'at 0 ms postgres://posts.example.org',
    'at 0 ms redis://cache.example.org',
  ])
  expect(linesOf(run.result).sort(), 'the dashboard').toBeLines([
    'books: ["Notes","Letters"]',
    'comments: ["Indeed"]',
    'page: "[404] https://example.org/"',
    'posts: ["On engines","On flying"]',
    'visitors: 1815',
  ])
})

test('no connection and no timer is left when the dashboard is there', async () => {
  const run = await simulate(world(), () => dashboard(sources))
  expect(run).toLeaveNothingBehind()
})

test.each(['pause', 'visitors', 'comments'] as const)(
  'it takes as long as its slowest source, connecting included: %s',
  async slowest => {
    const ms = (name: string) => (name === slowest ? 100 : 20)
    const changes = Object.entries(replies).map(([name, reply]) => {
      return [name, { ...reply, delay: ms(name) }]
    })
    const connecting = { redis: 10, mysql: 10, postgres: 10 }
    const run = await simulate(world(Object.fromEntries(changes), connecting), () =>
      dashboard({ ...sources, pause: ms('pause') }),
    )
    expect(run).toTake(slowest === 'pause' ? 100 : 110)
  },
)

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
    'mysql://books.example.org',
    'mysql://books.example.org',
    'postgres://posts.example.org',
    'postgres://posts.example.org',
    'postgres://posts.example.org',
    'postgres://posts.example.org',
    'redis://cache.example.org',
    'redis://cache.example.org',
  ])
})

interface Failure {
  readonly what: string
  /** What answers in another way, and what `dashboard` is given. */
  readonly changes?: Changes
  readonly given?: Partial<Sources>
  readonly error: RegExp
}

const guess = (address: string) => address.replace('secret', 'guess')

const failures: Failure[] = [
  {
    what: 'the connection to the page is cut',
    changes: { page: { delay: 100, cut: true } },
    error: /^TypeError fetch failed$/,
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
    what: 'Redis refuses the password',
    given: { redis: guess(sources.redis) },
    error: /WRONGPASS|Connection is closed/,
  },
  {
    what: 'MySQL answers with an error',
    changes: { books: { delay: 100, error: { code: 'ER_NO_SUCH_TABLE', message: 'no books' } } },
    given: { pause: 900 },
    error: /^Error ER_NO_SUCH_TABLE no books$/,
  },
  {
    what: 'MySQL refuses the password',
    given: { mysql: guess(sources.mysql) },
    error: /^Error ER_ACCESS_DENIED_ERROR Access denied/,
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
    what: 'Postgres cuts a connection',
    changes: { comments: { delay: 100, rows: [{ body: 'Not' }], cut: true } },
    error: /^Error Connection terminated/,
  },
]

test.each(failures)(
  'it fails when $what, with that error, once all is closed',
  async ({ changes, given = {}, error }) => {
    // Who refuses is the last to answer.
    const refusing = Object.fromEntries(Object.keys(given).map(name => [name, 900]))
    // Redis is fast, so that nothing is on its way there when another one fails.
    const visitors = { delay: 50, reply: '1815' }
    const options = world({ visitors, ...changes }, refusing)
    const run = await observe(options, () => dashboard({ ...sources, ...given }))
    const { status, reason, crash } = { reason: undefined, crash: undefined, ...run.outcome }
    expect(crash ?? status, 'how it ends').toBe('rejected')
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
