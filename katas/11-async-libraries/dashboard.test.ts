import { expect, test } from 'vitest'
import { type Options, requestsOf, simulate } from '#lab'
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

const options: Options = {
  server: { [sources.page]: replies.page },
  databases: {
    [sources.redis]: { queries: { 'GET visitors': replies.visitors } },
    [sources.mysql]: { queries: { 'select title from books where author = ?': replies.books } },
    [sources.postgres]: {
      queries: {
        'select title from posts where author = $1': replies.posts,
        'select body from comments where author = $1': replies.comments,
      },
    },
  },
}

test('the loop is never blocked, not for 1 ms', async () => {
  const run = await simulate(options, () => dashboard(sources))
  expect(run).toKeepTheLoopFree()
})

test('dashboard takes 600 ms, the time of the slowest source, not 2,450', async () => {
  const run = await simulate(options, () => dashboard(sources))
  expect(run).toTake(600)
})

test('each source is asked once, Postgres twice, and each answer is in the dashboard', async () => {
  const run = await simulate(options, () => dashboard(sources))
  const asked = requestsOf(run.trace).map(({ url }) => `${url}`)
  expect(asked.sort(), 'what was asked').toBeLines([
    'https://example.org/',
    'mysql://books.example.org',
    'postgres://posts.example.org',
    'postgres://posts.example.org',
    'redis://cache.example.org',
  ])
  const lines = Object.entries(run.result).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)}`,
  )
  expect(lines.sort(), 'the dashboard').toBeLines([
    'books: ["Notes","Letters"]',
    'comments: ["Indeed"]',
    'page: "[200] https://example.org/"',
    'posts: ["On engines","On flying"]',
    'visitors: 1815',
  ])
})

test('every connection is closed when the dashboard is done', async () => {
  const run = await simulate(options, () => dashboard(sources))
  expect(run).toLeaveNothingBehind()
})
