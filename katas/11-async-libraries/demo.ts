import type { Demonstration } from '#lab'
import type * as kata from './dashboard.ts'

const options = {
  server: { 'https://example.org/': { delay: 450, body: 'Welcome' } },
  databases: {
    'redis://cache.example.org': { queries: { 'GET visitors': { delay: 200, reply: '1234' } } },
    'mysql://kata:secret@books.example.org/shop': {
      queries: {
        'select title from books where author = ?': { delay: 600, rows: [{ title: 'Notes' }] },
      },
    },
    'postgres://kata:secret@posts.example.org/blog': {
      queries: {
        'select title from posts where author = $1': { delay: 500, rows: [{ title: 'Engines' }] },
        'select body from comments where author = $1': { delay: 400, rows: [{ body: 'Indeed' }] },
      },
    },
  },
}

/** What `npx kata time 11` shows. */
export default ({ dashboard }: typeof kata): Demonstration[] => [
  {
    name: 'six waits, the slowest 600 ms',
    options,
    run: () =>
      dashboard({
        pause: 300,
        page: 'https://example.org/',
        redis: 'redis://cache.example.org',
        mysql: 'mysql://kata:secret@books.example.org/shop',
        postgres: 'postgres://kata:secret@posts.example.org/blog',
        author: 'Ada',
      }),
  },
]
