import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { createConnection } from 'mysql2/promise'
import { Client } from 'pg'

const redisOptions = { lazyConnect: true, maxRetriesPerRequest: 0 }

/** Opens, asks, closes: a function of each, and a list of what to close in the end. */
async function withConnection<C, T>(
  open: () => Promise<C>,
  ask: (connection: C) => Promise<T>,
  close: (connection: C) => unknown,
): Promise<T> {
  const connection = await open()
  return await ask(connection).finally(() => close(connection))
}

export async function dashboard(sources: any): Promise<any> {
  const fromPostgres = (sql: string) =>
    withConnection(
      async () => {
        const client = new Client(sources.postgres)
        client.on('error', error => console.warn(error.message))
        await client.connect()
        return client
      },
      client => client.query({ text: sql, values: [sources.author] }),
      client => client.end(),
    ).then(({ rows }) => rows.flatMap(row => Object.values(row)))

  const work: Record<string, Promise<unknown>> = {
    wait: sleep(sources.pause),
    page: fetch(sources.page).then(response => `[${response.status}] ${sources.page}`),
    visitors: withConnection(
      async () => new Redis(sources.redis, redisOptions).on('error', () => {}),
      async redis => Number.parseInt(`${await redis.call('GET', 'visitors')}`, 10),
      redis => redis.disconnect(),
    ),
    books: withConnection(
      () => createConnection(sources.mysql),
      async connection => {
        const sql = 'select title from books where author = ?'
        const [rows] = await connection.query<any[]>({ sql, rowsAsArray: true }, [sources.author])
        return rows.flat()
      },
      connection => connection.end(),
    ),
    posts: fromPostgres('select title from posts where author = $1'),
    comments: fromPostgres('select body from comments where author = $1'),
  }
  await Promise.allSettled(Object.values(work))
  const { wait, ...rest } = work
  const entries = Object.entries(rest).map(async ([name, part]) => [name, await part])
  return Object.fromEntries(await Promise.all(entries))
}
