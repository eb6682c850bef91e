import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { observe, simulate } from '#lab'
import { diagnose } from '../../../src/lab/report/diagnoses/diagnose.ts'

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
      '1 connection (postgres://blog.example.org) was still open when your function ended at 110 ms. ' +
        'Whoever opens a connection closes it, and waits for that; also when something fails: in `finally`.',
    ])
  })

  test('is said with the queries that nobody waited for, as another one had failed', async () => {
    const run = await observe(options, () => Promise.all([ask('broken'), ask(posts)]))
    expect(diagnose(run)[0]).toBe(
      '1 connection (postgres://blog.example.org) was still open when your function ended at 60 ms, with ' +
        '1 query under way: it failed and did not wait. `Promise.all` rejects at the first error, and the ' +
        'others go on: wait until all of them have settled and are closed, or close them at once.',
    )
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
      'redis://cache.example.org was connected to again, 2 times, after your function had ended at 0 ms: ' +
        'a client that connects by itself goes on until it is closed.',
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
      '2 connections were opened one after another, the last at 10 ms, and the first query was asked at ' +
        '20 ms. Connecting is waiting, too: let all of them connect at the same time.',
    ])
    expect(diagnose(run)).toEqual([])
  })

  test('are not said where each was asked before the next was opened', async () => {
    const run = await simulate(options, async () => {
      await ask(posts)
      await ask(comments)
    })
    expect(diagnose(run, { elapsed: 110 }).join()).not.toContain('were opened one after another')
  })
})

describe('an error of a database', () => {
  test('is said to be swallowed, with its code, where the function ended well', async () => {
    const run = await simulate(options, () => ask('broken').catch(() => []))
    expect(diagnose(run)).toEqual([
      'postgres://blog.example.org answered with an error (42P01) to: broken, at 60 ms, and your function ' +
        'ended as if nothing had happened: the error was swallowed. Look for a `catch` that neither ' +
        'throws it on nor gives it back.',
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
    expect(diagnose(run)[0]).toBe(
      'An error that nobody caught ended the program at 60 ms: Error: Connection terminated unexpectedly. ' +
        "A client emitted it as 'error', and nobody listened: give each client a listener, " +
        "`client.on('error', …)`, also where its queries reject.",
    )
  })

  test('that is thrown in a callback is not told as one that nobody listened to', async () => {
    const run = await observe(options, async () => {
      const client = await connected()
      client.on('error', error => {
        throw error
      })
      await client.query('cut')
    })
    expect(diagnose(run)[0]).toMatch(/It was thrown in a callback/)
  })
})

describe('the time of connections', () => {
  test('is not said to be waited for timers', async () => {
    const run = await simulate(options, async () => {
      await Promise.all([ask(posts), sleep(105)])
    })
    expect(diagnose(run, { elapsed: 100 }).join()).not.toContain('no request was in flight')
  })

  test('before any is opened is', async () => {
    const run = await simulate(options, async () => {
      await sleep(50)
      await ask(posts)
    })
    expect(diagnose(run, { elapsed: 110 })).toEqual([
      'For 50 ms no request was in flight: your function waited for timers (the first is setTimeout 50). ' +
        'No request has to wait for a timer.',
    ])
  })
})
