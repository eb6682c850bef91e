import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import mysqlClient from 'mysql2/promise'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { connectionsOf, observe, requestsOf, simulate, UnknownAddress } from '#lab'
import { get, mysql, postgres, redis } from '#lab/blocking'

// Connections that do not come about, with the codes that Node has for them.

const refused = 'http://refuses.example.org/'
const unresolved = 'http://nowhere.example.org/'
const there = 'http://there.example.org/'
const server = {
  [refused]: { delay: 30, refused: true },
  [unresolved]: { delay: 40, unresolved: true },
  [there]: { delay: 10, body: { id: 1 }, headers: { 'x-id': '7' } },
}

/** What a failed `fetch` says: its own name and message, and its cause's. */
async function failureOf(url: string): Promise<Record<string, unknown>> {
  const error = await fetch(url).then(
    () => new Error('it did not fail'),
    (reason: Error) => reason,
  )
  const { code, syscall, hostname } = error.cause as NodeJS.ErrnoException & { hostname?: string }
  return { name: error.name, message: error.message, code, syscall, hostname }
}

/** A port of this machine where nobody listens. */
async function closedPort(): Promise<number> {
  const listener = net.createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => listener.once('listening', resolve))
  const { port } = listener.address() as net.AddressInfo
  await new Promise(resolve => listener.close(resolve))
  return port
}

describe('a connection that is refused', () => {
  test('fails fetch as on Node, after its delay', async () => {
    const run = await simulate({ server }, () => failureOf(refused))
    expect(run).toTake(30)
    expect(run.result).toEqual(await failureOf(`http://127.0.0.1:${await closedPort()}/`))
    expect(run.result).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' })
    expect(requestsOf(run.trace)).toMatchObject([{ outcome: 'refused', code: 'ECONNREFUSED' }])
  })

  test('is an error of http.get', async () => {
    const run = await simulate(
      { server },
      () => new Promise(resolve => http.get(refused).on('error', resolve)),
    )
    expect(run).toTake(30)
    expect(run.result).toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('fails a blocking client', async () => {
    const { outcome } = await observe({ server }, () => get(refused))
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { message: 'get failed', cause: { code: 'ECONNREFUSED' } },
    })
  })
})

describe('a name that does not resolve', () => {
  test('fails fetch with ENOTFOUND, after its delay', async () => {
    const run = await simulate({ server }, () => failureOf(unresolved))
    expect(run).toTake(40)
    expect(run.result).toEqual({
      name: 'TypeError',
      message: 'fetch failed',
      code: 'ENOTFOUND',
      syscall: 'getaddrinfo',
      hostname: 'nowhere.example.org',
    })
  })

  test('has that code, too, where the server does not know the host', async () => {
    const { outcome } = await observe({ server }, () => fetch('http://unknown.example.org/'))
    const { reason } = outcome as { reason: UnknownAddress }
    expect(reason).toBeInstanceOf(UnknownAddress)
    expect(reason).toMatchObject({ code: 'ENOTFOUND' })
  })

  test('is not meant where only the path is unknown', async () => {
    const { outcome } = await observe({ server }, () => fetch(`${there}elsewhere`))
    expect((outcome as { reason: object }).reason).not.toHaveProperty('code')
  })

  test('is the answer of a socket that goes elsewhere', async () => {
    const run = await simulate(
      { server },
      () => new Promise(resolve => net.connect(7, 'unknown.example.org').on('error', resolve)),
    )
    expect(run.result).toMatchObject({ code: 'ENOTFOUND' })
  })
})

/** How each client is asked to connect, what closes it, and the same with a client that blocks. */
interface Client {
  readonly scheme: 'redis' | 'mysql' | 'postgres'
  readonly connect: (address: string) => Promise<unknown>
  readonly block: (address: string) => unknown
}

const clients: readonly Client[] = [
  {
    scheme: 'redis',
    connect: async address => {
      const client = new Redis(address, { lazyConnect: true, retryStrategy: () => null })
      // ioredis says only that the connection is closed; the reason is an event.
      const reason = once(client, 'error').then(([error]) => error)
      await client.connect().catch(async () => {
        throw await reason
      })
    },
    block: address => redis.connect(address),
  },
  {
    scheme: 'mysql',
    connect: address => mysqlClient.createConnection(address),
    block: address => mysql.connect(address),
  },
  {
    scheme: 'postgres',
    connect: address => new pg.Client(address).connect(),
    block: address => postgres.connect(address),
  },
]

describe.each(clients)('a $scheme database', ({ scheme, connect, block }) => {
  const away = `${scheme}://kata:secret@away.example.org/kata`
  const refuses = { databases: { [away]: { delay: 30, refused: true, queries: {} } } }
  const unknown = { databases: { [away]: { delay: 40, unresolved: true, queries: {} } } }

  test('that refuses connections fails its client as on Node, after its delay', async () => {
    const { outcome, elapsed, trace } = await observe(refuses, () => connect(away))
    const real = await connect(
      `${scheme}://kata:secret@127.0.0.1:${await closedPort()}/kata`,
    ).catch(({ code, syscall }: NodeJS.ErrnoException) => ({ code, syscall }))
    expect(real).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' })
    expect(outcome).toMatchObject({ status: 'rejected', reason: real as object })
    expect(elapsed).toBe(30)
    expect(connectionsOf(trace)).toMatchObject([
      { from: 0, to: 30, outcome: 'refused', code: 'ECONNREFUSED' },
    ])
  })

  test('whose name does not resolve fails its client with ENOTFOUND', async () => {
    const { outcome, elapsed } = await observe(unknown, () => connect(away))
    expect(outcome).toMatchObject({
      reason: { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'away.example.org' },
    })
    expect(elapsed).toBe(40)
  })

  test('fails a client that blocks, too', async () => {
    for (const [options, code, ms] of [
      [refuses, 'ECONNREFUSED', 30],
      [unknown, 'ENOTFOUND', 40],
    ] as const) {
      const { outcome, elapsed } = await observe(options, () => block(away))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code } })
      expect(elapsed).toBe(ms)
    }
  })

  test('can be given up before it refuses', async () => {
    const { trace } = await simulate(
      { databases: { [away]: { delay: 100, refused: true, queries: {} } } },
      async () => {
        const { port, hostname } = new URL(away)
        const usual = { redis: 6379, mysql: 3306, postgres: 5432 }[scheme]
        const socket = net.connect(Number(port) || usual, hostname)
        await wait(20)
        socket.destroy()
      },
    )
    expect(connectionsOf(trace)).toMatchObject([{ from: 0, to: 20, outcome: 'closed' }])
  })
})

test('a database is refused or silent, not both', async () => {
  const both = { refused: true, silent: true, queries: {} }
  await expect(simulate({ databases: { 'redis://a': both } }, () => 0)).rejects.toThrow(
    "'redis://a' cannot be both silent and refused",
  )
})

describe('HEAD', () => {
  test('has the status and the headers of GET, and no body', async () => {
    const run = await simulate({ server }, async () => {
      const response = await fetch(there, { method: 'HEAD' })
      return [response.status, response.headers.get('x-id'), await response.text()]
    })
    expect(run).toTake(10)
    expect(run.result).toEqual([200, '7', ''])
    expect(requestsOf(run.trace)).toMatchObject([{ method: 'HEAD', label: 'HEAD /' }])
  })

  test('has an answer of its own where there is one', async () => {
    const own = { ...server, [`HEAD ${there}`]: { delay: 20, status: 204 } }
    const run = await simulate({ server: own }, () => fetch(there, { method: 'HEAD' }))
    expect(run).toTake(20)
    expect(run.result.status).toBe(204)
  })
})

test('a deadlock beside an unref’d timer says that it does not keep a program alive', async () => {
  const { outcome } = await observe({}, async () => {
    setTimeout(() => {}, 100).unref()
    await new Promise(() => {})
  })
  expect((outcome as { reason: Error }).reason.message).toContain(
    "no timer or answer is left to wake it but setTimeout 100, which is unref'd and does not keep a program alive.",
  )
})
