import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { Worker } from 'node:worker_threads'
import { Redis } from 'ioredis'
import mysqlClient from 'mysql2/promise'
import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { connectionsOf, Deadlock, type Options, observe, requestsOf, simulate } from '#lab'
import { mysql, postgres, redis } from '#lab/blocking'
import { report } from '../../../src/lab/report/told.ts'
import type { Reply } from '../../../src/lab/servers/databases/script.ts'

// Databases in a run: what is the same for all of them. What each says is in the tests of its protocol.

const CACHE = 'redis://cache.example.org'
const SHOP = 'mysql://kata:secret@shop.example.org/shop'
const BLOG = 'postgres://kata:secret@blog.example.org:5433/blog'

const books = 'select title from books where author = ?'
const posts = 'select title from posts where author = $1'
const rows = [{ title: 'Notes' }, { title: 'Sketch' }]
const failure = { code: '42P01', message: 'relation "posts" does not exist' }

interface Kind {
  readonly kind: string
  readonly address: string
  readonly query: string
  readonly reply: Reply
  readonly values: readonly unknown[]
  readonly answer: unknown
  readonly ask: (address: string) => Promise<unknown>
  readonly block: (address: string) => unknown
}

/** Each kind of database with one query that takes 100 ms, and two ways to ask it. */
const KINDS: readonly Kind[] = [
  {
    kind: 'redis',
    address: CACHE,
    query: 'GET visitors',
    reply: { reply: '128' },
    values: [],
    answer: '128',
    ask: async (address: string) => {
      const client = new Redis(address, { maxRetriesPerRequest: 0, retryStrategy: () => null })
      client.on('error', () => {})
      try {
        return await client.get('visitors')
      } finally {
        client.disconnect()
      }
    },
    block: (address: string) => {
      const client = redis.connect(address)
      try {
        return client.call('GET', 'visitors')
      } finally {
        client.close()
      }
    },
  },
  {
    kind: 'mysql',
    address: SHOP,
    query: books,
    reply: { rows },
    values: ["O'Hara"],
    answer: rows,
    ask: async (address: string) => {
      const client = await mysqlClient.createConnection(address)
      try {
        const [found] = await client.execute(books, ["O'Hara"])
        return found
      } finally {
        client.destroy()
      }
    },
    block: (address: string) => {
      const client = mysql.connect(address)
      try {
        return client.query(books, ["O'Hara"])
      } finally {
        client.close()
      }
    },
  },
  {
    kind: 'postgres',
    address: BLOG,
    query: posts,
    reply: { rows },
    values: ["O'Hara"],
    answer: rows,
    ask: async (address: string) => {
      const client = new pg.Client(address)
      client.on('error', () => {})
      await client.connect()
      try {
        return (await client.query(posts, ["O'Hara"])).rows
      } finally {
        await client.end()
      }
    },
    block: (address: string) => {
      const client = postgres.connect(address)
      try {
        return client.query(posts, ["O'Hara"])
      } finally {
        client.close()
      }
    },
  },
]

describe.each(KINDS)('$kind', ({ address, query, reply, values, answer, ask, block }) => {
  const script = (more: Reply = {}, delay = 0): Options => ({
    databases: { [address]: { delay, queries: { [query]: { ...reply, delay: 100, ...more } } } },
  })
  const name = address
    .replace(/\/\/.*@/, '//')
    .replace(/:5433/, '')
    .replace(/\/\w+$/, '')

  test('answers its client after the delay, and the trace has the connection and the query', async () => {
    const run = await simulate(script(), () => ask(address))
    expect(run.result).toEqual(answer)
    expect(run).toTake(100)
    expect(run).toLeaveNothingBehind()
    expect(run.lag).toBe(0)
    expect(run.trace.filter(({ kind }) => kind !== 'timer')).toMatchObject([
      {
        kind: 'connection',
        track: 'connection 1',
        label: `connection to ${name}`,
        from: 0,
        to: 100,
      },
      { kind: 'query', track: 'query 1', label: query, url: name, values, from: 0, to: 100 },
    ])
    expect(run.trace.map(({ outcome }) => outcome)).toEqual(['closed', 'answered'])
  })

  test('answers its blocking twin with the same, which blocks the loop', async () => {
    const run = await simulate(script(), () => block(address))
    expect(run.result).toEqual(answer)
    expect(run).toTake(100)
    expect(run.blocked).toBe(100)
    expect(run).toLeaveNothingBehind()
    expect(run.trace).toMatchObject([
      { kind: 'connection', blocking: true, outcome: 'closed' },
      { kind: 'query', label: query, values, blocking: true, from: 0, to: 100 },
      { kind: 'blocked', track: 'main', from: 0, to: 100 },
    ])
  })

  test('takes its time to accept a connection, on both sides', async () => {
    for (const way of [ask, block]) {
      const run = await simulate(script({}, 30), () => way(address))
      expect(run).toTake(130)
      expect(run.trace.find(({ kind }) => kind === 'query')).toMatchObject({ from: 30, to: 130 })
    }
  })

  test('answers with its own error, and the code is in the trace', async () => {
    const error = { code: 'ER_NO_SUCH_TABLE', message: 'no such table' }
    const options = script({ error: query === posts ? failure : error })
    for (const way of [ask, block]) {
      const run = await observe(options, async () => way(address))
      expect(run.outcome).toMatchObject({ status: 'rejected' })
      expect(run.elapsed).toBe(100)
      expect(run.left).toEqual([])
      expect(requestsOf(run.trace)).toMatchObject([
        { code: query === posts ? '42P01' : 'ER_NO_SUCH_TABLE' },
      ])
    }
  })

  test('cuts the connection in the middle of an answer', async () => {
    for (const way of [ask, block]) {
      const run = await observe(script({ cut: true }), async () => way(address))
      expect(run.outcome).toMatchObject({ status: 'rejected' })
      expect((run.outcome as { crash?: string }).crash).toBeUndefined()
      expect(run.elapsed).toBe(100)
      expect(run.left).toEqual([])
      expect(requestsOf(run.trace)).toMatchObject([{ outcome: 'cut', to: 100 }])
      expect(connectionsOf(run.trace)).toMatchObject([{ outcome: 'cut', to: 100 }])
      expect(report(run).replace(/\s+/g, ' ')).toContain('in the middle of its answer')
    }
  })

  test('never answers: a deadlock that names the query and the line', async () => {
    for (const way of [ask, block]) {
      const run = await observe(script({ silent: true }), async () => way(address))
      const { reason } = run.outcome as { reason: Error }
      expect(reason).toBeInstanceOf(Deadlock)
      expect(reason.message).toContain(query)
      expect(reason.stack).toContain('databases.test.ts')
    }
  })

  test('accepts a connection and never says a word: an error, or a deadlock that names it', async () => {
    const silent = { databases: { [address]: { silent: true, queries: {} } } }
    const blocking = await observe(silent, async () => block(address))
    expect(blocking.outcome).toMatchObject({ reason: { name: 'Deadlock' } })
    expect(String((blocking.outcome as { reason: Error }).reason)).toContain(
      '.connect() blocks forever',
    )
    const run = await observe(silent, () => ask(address))
    const { reason } = run.outcome as { reason: Error & { code?: string } }
    if (reason instanceof Deadlock) expect(reason.message).toContain(`connection to ${name}`)
    else expect(reason.code ?? reason.message).toMatch(/ETIMEDOUT|max retries|Connection is closed/)
  })

  test('knows nothing of another query: the error lists what is scripted', async () => {
    const other = { databases: { [address]: { queries: { 'SET on fire': {}, 'select 2': {} } } } }
    for (const way of [ask, block]) {
      const run = await observe(other, async () => way(address))
      const { message } = (run.outcome as { reason: Error }).reason
      expect(message).toContain('There is no answer to this query')
      expect(message).toContain('It knows:\n  SET on fire\n  select 2')
      expect(run.trace.find(({ kind }) => kind === 'query')).toMatchObject({ outcome: 'unknown' })
      expect(report(run)).toContain('was asked a query it has no answer for')
    }
  })

  test('lets nobody in with a wrong password', async () => {
    const locked = `${address.replace(/\/\/.*@/, '//').replace('//', '//kata:secret@')}`
    const wrong = locked.replace('secret', 'guess')
    const options = { databases: { [locked]: { queries: { [query]: reply } } } }
    for (const way of [ask, block]) {
      const run = await observe(options, async () => way(wrong))
      expect(run.outcome).toMatchObject({ status: 'rejected' })
      expect((run.outcome as { crash?: string }).crash).toBeUndefined()
      expect(run.left).toEqual([])
      expect(requestsOf(run.trace)).toEqual([])
    }
  })

  test('works several times in a row, and leaves nothing to the next run', async () => {
    const first = await simulate(script(), () => ask(address))
    const second = await simulate(script(), () => ask(address))
    expect(second.trace).toEqual(first.trace)
    await expect(simulate({}, () => ask(address))).rejects.toThrow()
  })

  test('works on the real clock', async () => {
    const run = await simulate({ ...script({ delay: 5 }), clock: 'real' }, () => ask(address))
    expect(run.result).toEqual(answer)
    expect(run.trace.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['connection', 'closed'],
      ['query', 'answered'],
    ])
    const blocking = await simulate({ ...script({ delay: 5 }), clock: 'real' }, () =>
      block(address),
    )
    expect(blocking.result).toEqual(answer)
    expect(blocking.blocked).toBeGreaterThanOrEqual(5)
  })

  test('is named with the blocking call that stopped the loop', async () => {
    const run = await simulate(script(), async () => {
      setTimeout(() => {}, 10)
      return block(address)
    })
    expect(() => expect(run).toKeepTheLoopFree()).toThrow(
      /`(redis|mysql|postgres)\.(call|query)` blocked the loop for 100 ms/,
    )
  })
})

describe('connections', () => {
  const twice = {
    databases: {
      [BLOG]: {
        queries: {
          [posts]: { delay: 50, rows },
          'select text from comments': { delay: 40, rows: [] },
        },
      },
    },
  }
  const askBoth = (client: pg.Pool | pg.Client) =>
    Promise.all([client.query(posts, ['Ada']), client.query('select text from comments')])

  test('of a pool answer side by side', async () => {
    const run = await simulate(twice, async () => {
      const pool = new pg.Pool({ connectionString: BLOG })
      await askBoth(pool)
      await pool.end()
    })
    expect(run).toTake(50)
    expect(run).toPeakAt(2)
    expect(connectionsOf(run.trace)).toHaveLength(2)
    expect(run).toLeaveNothingBehind()
  })

  test('are asked in the order in which they were opened, whichever has logged in first', async () => {
    // Logging in hashes the password on another thread: here the second connection is done before the first.
    const { subtle } = crypto
    const hash = subtle.deriveBits
    const hashed = Promise.withResolvers<void>()
    let hashes = 0
    vi.spyOn(subtle, 'deriveBits').mockImplementation(async (...args) => {
      if (++hashes === 1) await hashed.promise
      const bits = await hash.apply(subtle, args)
      hashed.resolve()
      return bits
    })
    try {
      const run = await simulate(twice, async () => {
        const pool = new pg.Pool({ connectionString: BLOG })
        await Promise.all(['Ada', 'Bob'].map(author => pool.query(posts, [author])))
        await pool.end()
      })
      expect(hashes).toBe(2)
      expect(requestsOf(run.trace).map(({ values }) => values)).toEqual([['Ada'], ['Bob']])
    } finally {
      vi.restoreAllMocks()
    }
  })

  test('answer one query at a time each, which has a sentence of its own', async () => {
    const run = await simulate(twice, async () => {
      const pool = new pg.Pool({ connectionString: BLOG, max: 1 })
      await askBoth(pool)
      await pool.end()
    })
    expect(run).toTake(90)
    expect(() => expect(run).toTake(50)).toThrow(
      /2 queries to postgres:\/\/blog\.example\.org went over one connection/,
    )
  })

  test('that nobody closes are left behind, and named', async () => {
    const run = await simulate(twice, async () => {
      const pool = new pg.Pool({ connectionString: BLOG })
      await askBoth(pool)
    })
    // It is the client itself that closes those that were idle for ten seconds.
    expect(run.left).toEqual([
      { kind: 'connection', label: 'connection to postgres://blog.example.org', ended: 10_050 },
      { kind: 'connection', label: 'connection to postgres://blog.example.org', ended: 10_040 },
    ])
    expect(() => expect(run).toLeaveNothingBehind()).toThrow(
      /2 connections \(postgres:\/\/blog\.example\.org\) were still open/,
    )
  })

  test('of an earlier run are of no use in a later one, which is told', async () => {
    let client: pg.Client | undefined
    const first = await simulate(twice, async () => {
      client = new pg.Client(BLOG)
      await client.connect()
    })
    expect(first.left).toMatchObject([{ kind: 'connection', ended: null }])
    await expect(simulate(twice, () => client?.query(posts, ['Ada']))).rejects.toThrow(
      'opened in an earlier run',
    )
  })

  test('to a place where no database is are refused, with the list of those there are', async () => {
    const elsewhere = BLOG.replace('blog.example.org', 'elsewhere.example.org')
    const run = await observe(twice, () => new pg.Client(elsewhere).connect())
    expect(run.outcome).toMatchObject({
      reason: {
        name: 'UnknownAddress',
        message:
          'Nothing is at elsewhere.example.org:5433: a simulated run does not reach the real network, only ' +
          'its databases (postgres://blog.example.org), without TLS.',
      },
    })
    const blocking = await observe(twice, async () => postgres.connect(elsewhere))
    expect(blocking.outcome).toMatchObject({ reason: { code: 'ENOTFOUND' } })
  })

  test('are found beside a fake HTTP server, too', async () => {
    const address = 'https://example.org/page'
    const run = await simulate({ ...twice, server: { [address]: { delay: 20 } } }, async () => {
      const client = new pg.Client(BLOG)
      await client.connect()
      await Promise.all([fetch(address), client.query(posts, ['Ada'])])
      await client.end()
    })
    expect(run).toTake(50)
    expect(run).toPeakAt(2)
    expect(run).toLeaveNothingBehind()
  })

  test('with TLS are refused', async () => {
    const run = await observe(twice, () => once(tls.connect(5433, 'blog.example.org'), 'connect'))
    expect(run.outcome).toMatchObject({ reason: { name: 'UnknownAddress' } })
  })

  test('that are silent time out where the client has a limit', async () => {
    const silent = { databases: { [BLOG]: { silent: true, queries: {} } } }
    const run = await observe(silent, async () => {
      const client = new pg.Client({ connectionString: BLOG, connectionTimeoutMillis: 70 })
      await client.connect()
    })
    expect(run.outcome).toMatchObject({ reason: { message: 'timeout expired' } })
    expect(run.elapsed).toBe(70)
    const socket = await simulate(silent, async () => {
      const client = net.connect(5433, 'blog.example.org')
      client.setTimeout(30)
      await once(client, 'connect')
      await once(client, 'timeout')
      client.destroy()
    })
    expect(socket).toTake(30)
  })

  test('that are cut again and again, and asked again and again, end the run with a sentence', async () => {
    const cut = {
      databases: { [CACHE]: { queries: { 'GET visitors': { delay: 10, cut: true } } } },
    }
    const first = await observe(cut, () => new Redis(CACHE).get('visitors'))
    const second = await observe(cut, () => new Redis(CACHE).get('visitors'))
    expect(first.outcome).toMatchObject({
      crash: 'lab',
      reason: {
        name: 'BusyWait',
        message: expect.stringContaining(
          'redis://cache.example.org has reset the connection 50 times, each time in the middle of its answer to: GET visitors',
        ) as string,
      },
    })
    // ioredis waits at random before it connects again, and as long in each run.
    expect(second.trace).toEqual(first.trace)
  })

  test('hold what is written to them until they are accepted', async () => {
    const slow = { databases: { [CACHE]: { delay: 25, queries: {} } } }
    const run = await simulate(slow, async () => {
      const client = net.connect({ host: 'cache.example.org', port: 6379 })
      client.write('PING\r\n')
      const [answer] = (await once(client, 'data')) as [Buffer]
      client.destroy()
      return String(answer)
    })
    expect(run.result).toBe('+PONG\r\n')
    expect(run).toTake(25)
  })
})

describe('a query', () => {
  const options = { databases: { [BLOG]: { queries: { [posts]: { delay: 50, rows } } } } }
  const glued = (author: string) => `select title from posts where author = '${author}'`

  test('with its value in the text is the same to the server, as long as it is one', async () => {
    const run = await simulate(options, () => {
      const client = postgres.connect(BLOG)
      client.query(glued('Ada'))
      client.close()
    })
    expect(requestsOf(run.trace)).toMatchObject([{ label: posts, values: ['Ada'] }])
  })

  test('whose value became SQL is unknown, and the error says what happened', async () => {
    const author = "'; drop table posts; --"
    for (const ask of [
      async () => void postgres.connect(BLOG).query(glued(author)),
      async () => {
        const client = new pg.Client(BLOG)
        await client.connect()
        await client.query(glued(author)).finally(() => client.end())
      },
    ]) {
      const run = await observe(options, ask)
      expect(String((run.outcome as { reason: Error }).reason)).toContain(
        'A value has become part of the SQL',
      )
    }
  })

  test('of a transaction needs no script', async () => {
    const run = await simulate(options, async () => {
      const client = new pg.Client(BLOG)
      await client.connect()
      await client.query('BEGIN isolation level serializable')
      await client.query('savepoint here')
      await client.query(posts, ['Ada'])
      await client.query('commit;')
      await client.end()
    })
    expect(run).toTake(50)
  })

  test('that its client gives up is dropped', async () => {
    const run = await observe(options, async () => {
      const client = await new Promise<pg.Client>(resolve => {
        const made = new pg.Client({ connectionString: BLOG })
        made.on('error', () => {})
        void made.connect().then(() => resolve(made))
      })
      const query = client.query(posts, ['Ada'])
      setTimeout(() => void client.connection.stream.destroy(), 20)
      await query
    })
    expect(run.outcome).toMatchObject({ status: 'rejected' })
    expect(requestsOf(run.trace)).toMatchObject([{ outcome: 'dropped', to: 20 }])
  })
})

describe('in a thread', () => {
  test('the blocking twins block that thread only', async () => {
    const run = await simulate(
      { databases: { [CACHE]: { queries: { 'GET visitors': { delay: 40, reply: '7' } } } } },
      async () => {
        const worker = new Worker(new URL('../thread-files/asks-redis.ts', import.meta.url), {
          workerData: CACHE,
        })
        const [reply] = await once(worker, 'message')
        await once(worker, 'exit')
        return reply as unknown
      },
    )
    expect(run.result).toEqual(['7', '7'])
    expect(run).toTake(80)
    expect(run.blocked).toBe(0)
    expect(requestsOf(run.trace)).toMatchObject([{ thread: 1, blocking: true }, { thread: 1 }])
  })
})

describe('wrong databases are refused in one sentence', () => {
  test.each([
    [[], "must be an object of databases, such as { 'redis://host': { queries: {} } }"],
    [
      { 'ftp://x': { queries: {} } },
      "has a wrong database: 'ftp://x' is not an address; write 'redis://host', 'mysql://host/name' or 'postgres://host/name'",
    ],
    [
      { 'redis://x': 5 },
      "has a wrong database: 'redis://x' must be an object such as { queries: {} }",
    ],
    [
      { 'redis://x': {} },
      "has a wrong database: 'redis://x' must be an object such as { queries: {} }",
    ],
    [
      { 'redis://x': { queries: {}, delay: -1 } },
      "has a wrong database: 'redis://x' needs a delay of 0 ms or more",
    ],
    [
      { 'redis://x': { queries: {}, cut: true } },
      "has a wrong database: 'redis://x' has an unknown property 'cut'; it can have delay, silent, refused, unresolved, queries",
    ],
    [
      { 'redis://x': { queries: { PING: 'PONG' } } },
      "has a wrong database: 'redis://x' has a wrong query: 'PING' must be an object such as { delay: 100 }",
    ],
    [
      { 'redis://x': { queries: { PING: { rows: [] } } } },
      "has a wrong database: 'redis://x' has a wrong query: 'PING' has an unknown property 'rows'; it can have delay, error, cut, silent, reply",
    ],
    [
      { 'mysql://x': { queries: { s: { rows: [1] } } } },
      "has a wrong database: 'mysql://x' has a wrong query: 's' needs rows that are objects of columns",
    ],
    [
      { 'mysql://x': { queries: { s: { affected: 0.5 } } } },
      "has a wrong database: 'mysql://x' has a wrong query: 's' needs a whole number, 0 or more, for affected and insertId",
    ],
    [
      { 'mysql://x': { queries: { s: { error: 'no' } } } },
      "has a wrong database: 'mysql://x' has a wrong query: 's' needs an error such as { code: '42P01', message: 'no such table' }",
    ],
    [
      { 'mysql://x': { queries: { s: { cut: true, silent: true } } } },
      "has a wrong database: 'mysql://x' has a wrong query: 's' cannot be both cut and silent",
    ],
    [
      { 'mysql://x': { queries: { s: { cut: true, error: failure } } } },
      "has a wrong database: 'mysql://x' has a wrong query: 's' cannot be both cut and an error",
    ],
    [
      { 'mysql://x:1': { queries: {} }, 'redis://x:1': { queries: {} } },
      "has a wrong database: 'redis://x:1' has the same host and port as another one",
    ],
  ])('%j', async (databases, fault) => {
    await expect(simulate({ databases } as object, () => {})).rejects.toEqual(
      new TypeError(`The option 'databases' ${fault}.`),
    )
  })
})

describe('outside a run', () => {
  test.each([
    ['redis', () => redis.connect(CACHE)],
    ['mysql', () => mysql.connect(SHOP)],
    ['postgres', () => postgres.connect(BLOG)],
  ])('the blocking twin of %s says what it needs', (_, connect) => {
    expect(connect).toThrow('needs the fake databases of a simulation')
  })
})

test('an address of another kind is refused by a blocking twin', async () => {
  const run = await observe({}, async () => redis.connect(BLOG))
  expect(run.outcome).toMatchObject({ reason: { name: 'TypeError' } })
})
