import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { observe, simulate } from '#lab'
import { diagnose } from './findings.ts'

const BLOG = 'postgres://kata:secret@blog.example.org/blog'
const CACHE = 'redis://:secret@cache.example.org'
const posts = 'select title from posts'
const comments = 'select body from comments'

const options = {
  databases: {
    [BLOG]: {
      delay: 10,
      queries: {
        [posts]: { delay: 100, rows: [] },
        [comments]: { delay: 100, rows: [] },
        broken: { delay: 50, error: { code: '42P01', message: 'broken' } },
        cut: { delay: 50, rows: [{ one: 1 }], cut: true },
      },
    },
    [CACHE]: { queries: { 'GET visitors': { delay: 100, reply: '1' } } },
  },
}

/** A client that is connected, and listened to. */
async function connected(): Promise<pg.Client> {
  const client = new pg.Client(BLOG)
  client.on('error', () => {})
  return await client.connect()
}

async function ask(query: string): Promise<void> {
  const client = await connected()
  try {
    await client.query(query)
  } finally {
    await client.end()
  }
}

describe('a connection that is left open', () => {
  test('is said, and that it is to be closed', async () => {
    const run = await simulate(options, async () => (await connected()).query(posts))
    expect(diagnose(run)).toEqual([
      {
        name: 'connectionLeft',
        facts: { many: 1, names: ['postgres://blog.example.org'], ms: 110, queries: 0 },
      },
    ])
  })

  test('is said with the queries that nobody waited for, as another one had failed', async () => {
    const run = await observe(options, () => Promise.all([ask('broken'), ask(posts)]))
    expect(diagnose(run)[0]).toEqual({
      name: 'connectionLeft',
      facts: { many: 1, names: ['postgres://blog.example.org'], ms: 60, queries: 1 },
    })
  })
})

describe('a client that connects by itself', () => {
  const guess = async () => {
    const retryStrategy = (attempt: number) => (attempt < 3 ? 100 : null)
    const redis = new Redis(CACHE.replace('secret', 'guess'), { retryStrategy })
    redis.on('error', () => {})
    return redis
  }

  test('is said to go on where nobody closes it', async () => {
    const run = await observe(options, async () => (await guess()).get('visitors'))
    expect(diagnose(run)).toEqual([
      { name: 'connectedAfterwards', facts: { url: 'redis://cache.example.org', many: 2, ms: 0 } },
    ])
  })

  test('is not said to go on where it is closed', async () => {
    const run = await observe(options, async () => {
      const redis = await guess()
      await redis.get('visitors').finally(() => redis.disconnect())
    })
    expect(diagnose(run)).toEqual([])
  })
})

describe('connections that are opened one after another', () => {
  test('are said where it should have been faster', async () => {
    const run = await simulate(options, async () => {
      const clients = [await connected(), await connected()] as const
      await Promise.all([clients[0].query(posts), clients[1].query(comments), sleep(105)])
      await Promise.all(clients.map(client => client.end()))
    })
    expect(diagnose(run, { elapsed: 110 })).toEqual([
      { name: 'connectedInTurn', facts: { many: 2, last: 10, asked: 20 } },
    ])
    expect(diagnose(run)).toEqual([])
  })

  test('are not said where each was asked before the next was opened', async () => {
    const run = await simulate(options, async () => {
      await ask(posts)
      await ask(comments)
    })
    expect(diagnose(run, { elapsed: 110 })).not.toContainEqual(
      expect.objectContaining({ name: 'connectedInTurn' }),
    )
  })
})

describe('an error of a database', () => {
  test('is said to be swallowed, with its code, where the function ended well', async () => {
    const run = await simulate(options, () => ask('broken').catch(() => []))
    expect(diagnose(run)).toEqual([
      {
        name: 'errorSwallowed',
        facts: {
          how: 'answered',
          label: 'broken',
          url: 'postgres://blog.example.org',
          code: '42P01',
          ms: 60,
        },
      },
    ])
  })

  test('is not said to be swallowed where it is told', async () => {
    const run = await simulate(options, () => Promise.allSettled([ask('broken')]))
    expect(diagnose(run)).toEqual([])
  })

  test('that a client emits, and nobody listens to, is told from one that is thrown', async () => {
    const run = await observe(options, async () => {
      const client = new pg.Client(BLOG)
      await client.connect()
      await client.query('cut')
    })
    expect(diagnose(run)[0]).toEqual({
      name: 'uncaughtError',
      facts: {
        ms: 60,
        error: 'Error: Connection terminated unexpectedly',
        isClients: true,
        isSlip: false,
      },
    })
  })

  test('that is thrown in a callback is not told as one that nobody listened to', async () => {
    const run = await observe(options, async () => {
      const client = await connected()
      client.on('error', error => {
        throw error
      })
      await client.query('cut')
    })
    expect(diagnose(run)[0]).toMatchObject({
      name: 'uncaughtError',
      facts: { isClients: false, isSlip: false },
    })
  })
})

describe('the time of connections', () => {
  test('is not said to be waited for timers', async () => {
    const run = await simulate(options, async () => {
      await Promise.all([ask(posts), sleep(105)])
    })
    expect(diagnose(run, { elapsed: 100 })).not.toContainEqual(
      expect.objectContaining({ name: 'waitedForNothing' }),
    )
  })

  test('before any is opened is', async () => {
    const run = await simulate(options, async () => {
      await sleep(50)
      await ask(posts)
    })
    expect(diagnose(run, { elapsed: 110 })).toEqual([
      { name: 'waitedForNothing', facts: { ms: 50, timer: 'setTimeout 50' } },
    ])
  })
})
