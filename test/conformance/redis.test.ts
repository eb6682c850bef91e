import { once } from 'node:events'
import { Redis, type RedisOptions } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandText } from '../../src/lab/servers/databases/redis/words.ts'
import type { Reply } from '../../src/lab/servers/databases/script.ts'
import { inBoth, isInstalled, RealServer, type Script, talk, title } from './redis-server.ts'

const WRONG_TYPE = {
  code: 'WRONGTYPE',
  message: 'Operation against a key holding the wrong kind of value',
}
const LONG = 'ä'.repeat(100_000)
const BYTES = Buffer.from([0, 0xff, 0x0d, 0x0a, 0x80]).toString('latin1')
const MANY = Array.from({ length: 5000 }, (_, index) => `item ${index}`)

/** A command, what was there before it, and what the script has in place of that. */
type Case = [command: string[], before: string[][], reply: Reply]

const CASES: Case[] = [
  [['GET', 'a'], [], { reply: null }],
  [['GET', 'a'], [['SET', 'a', 'hello world']], { reply: 'hello world' }],
  [['GET', 'a'], [['SET', 'a', '']], { reply: '' }],
  [['GET', 'a'], [['SET', 'a', 'OK']], { reply: 'OK' }],
  [['GET', 'Grüße, 世界'], [['SET', 'Grüße, 世界', '🌍 à\r\n']], { reply: '🌍 à\r\n' }],
  [['GET', 'a'], [['SET', 'a', LONG]], { reply: LONG }],
  [['SET', 'a', 'b'], [], {}],
  [['SET', 'a', BYTES], [], {}],
  [['SET', 'a', '{"it\'s": "\\"}'], [], {}],
  [['SET', 'a', 'b', 'NX'], [['SET', 'a', '1']], { reply: null }],
  [['set', 'a', 'b', 'GET'], [['SET', 'a', '1']], { reply: '1' }],
  [['SETNX', 'a', 'b'], [], { reply: 1 }],
  [['INCR', 'a'], [['SET', 'a', '41']], { reply: 42 }],
  [['INCR', 'a'], [['SET', 'a', '9007199254740992']], { reply: 9007199254740993n }],
  [['DECR', 'a'], [], { reply: -1 }],
  [['INCRBYFLOAT', 'a', '0.5'], [['SET', 'a', '1']], { reply: '1.5' }],
  [['DEL', 'a', 'b'], [['SET', 'a', '1']], { reply: 1 }],
  [['TTL', 'a'], [], { reply: -2 }],
  [['TYPE', 'a'], [['SET', 'a', '1']], { reply: 'string' }],
  [['MGET', 'a', 'b'], [['SET', 'a', '1']], { reply: ['1', null] }],
  [['LRANGE', 'a', '0', '-1'], [], { reply: [] }],
  [['LRANGE', 'a', '0', '-1'], [['RPUSH', 'a', ...MANY]], { reply: MANY }],
  [['BLPOP', 'a', '0'], [['RPUSH', 'a', 'job']], { reply: ['a', 'job'] }],
  [['BLPOP', 'a', '0.01'], [], { reply: null, delay: 10 }],
  [['HGETALL', 'a'], [], { reply: {} }],
  [['HGETALL', 'a'], [['HSET', 'a', 'x', '1', 'y', '']], { reply: { x: '1', y: '' } }],
  [['SMEMBERS', 'a'], [], { reply: new Set() }],
  [['SMEMBERS', 'a'], [['SADD', 'a', '1', '2']], { reply: new Set(['1', '2']) }],
  [['SMISMEMBER', 'a', '1', '3'], [['SADD', 'a', '1', '2']], { reply: [1, 0] }],
  [['ZSCORE', 'a', 'm'], [['ZADD', 'a', '1.5', 'm']], { reply: 1.5 }],
  [['ZSCORE', 'a', 'm'], [['ZADD', 'a', '-inf', 'm']], { reply: Number.NEGATIVE_INFINITY }],
  [['ZRANGE', 'a', '0', '-1'], [['ZADD', 'a', '1', 'm']], { reply: ['m'] }],
  [['SCAN', '0'], [['SET', 'a', '1']], { reply: ['0', ['a']] }],
  [['XRANGE', 'a', '-', '+'], [['XADD', 'a', '1-1', 'x', '2']], { reply: [['1-1', ['x', '2']]] }],
  [['PUBLISH', 'news', 'hello'], [], { reply: 0 }],
  [['DEBUG', 'PROTOCOL', 'true'], [], { reply: true }],
  [['DEBUG', 'PROTOCOL', 'false'], [], { reply: false }],
  [['DEBUG', 'PROTOCOL', 'null'], [], { reply: null }],
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: it is what Redis says
  [['DEBUG', 'PROTOCOL', 'double'], [], { reply: 3.141 }],
  [['DEBUG', 'PROTOCOL', 'array'], [], { reply: [0, 1, 2] }],
  [['DEBUG', 'PROTOCOL', 'set'], [], { reply: new Set([0, 1, 2]) }],
  [
    ['DEBUG', 'PROTOCOL', 'map'],
    [],
    {
      reply: new Map([
        [0, false],
        [1, true],
        [2, false],
      ]),
    },
  ],
  [['DEBUG', 'PROTOCOL', 'bignum'], [], { reply: 1234567999999999999999999999999999999n }],
  [['INCR', 'a'], [['RPUSH', 'a', 'x']], { error: WRONG_TYPE }],
  [
    ['INCR', 'a'],
    [['SET', 'a', 'x']],
    { error: { code: 'ERR', message: 'value is not an integer or out of range' } },
  ],
  [['SET', 'a', 'b', 'c'], [], { error: { code: 'ERR', message: 'syntax error' } }],
  [['GET'], [], { error: { code: 'ERR', message: "wrong number of arguments for 'get' command" } }],
  [
    ['FLY', 'away'],
    [],
    {
      error: {
        code: 'ERR',
        message: "unknown command 'FLY', with args beginning with: 'away' ",
      },
    },
  ],
]

/** Ways to open a connection: what the client asks for, and how it maps what it gets. */
const OPTIONS: Readonly<Record<string, RedisOptions>> = {
  'as ioredis does': {},
  'in RESP2': { protocol: 2 },
  'in RESP3, with its types': { protocol: 3, replyMapping: 'resp3' },
}

const RAW = [
  'HELLO',
  'HELLO 2',
  'HELLO 3',
  'HELLO 4',
  'HELLO x',
  'hello 3 setname me\r\nCLIENT GETNAME',
  'HELLO 3 AUTH me',
  'HELLO 3 AUTH default',
  'HELLO 3 SETNAME',
  'HELLO 3 SETNAME "a b"',
  'HELLO 3 BLA',
  'HELLO 3 SETNAME "a b" BLA',
  'HELLO 2 setname me auth default secret SETNAME you\r\nCLIENT GETNAME',
  'AUTH',
  'AUTH a b c',
  'AUTH default guess',
  'AUTH default secret\r\nPING',
  'AUTH default secret\r\nHELLO 3\r\nRESET\r\nPING',
  'AUTH default secret\r\nAUTH default guess\r\nPING',
  'HELLO 3 AUTH default guess\r\nPING',
  'HELLO 3 AUTH default secret SETNAME me\r\nCLIENT GETNAME\r\nPING',
  'SELECT 15',
  'SELECT 16',
  'SELECT -1',
  'SELECT x',
  'SELECT 01',
  'SELECT',
  'PING',
  'PING hello',
  'PING a b',
  'ECHO',
  'ECHO hello',
  'RESET',
  'RESET now',
  'QUIT now',
  'CLIENT',
  'CLIENT GETNAME',
  'HELLO 3\r\nCLIENT GETNAME',
  'CLIENT SETNAME me\r\nCLIENT GETNAME',
  'CLIENT SETNAME "a b"',
  'CLIENT SETNAME me\r\nCLIENT SETNAME ""\r\nCLIENT GETNAME',
  'CLIENT ID x',
  'CLIENT MAINT_NOTIFICATIONS ON',
  'INFO nothing',
  'PING "hello world"',
  "PING 'hello \\n \\'world\\''",
  'PING "\\x41\\n\\t\\"b\\""',
  'PING "a"b',
  'PING a"b"',
  'PING ""',
  'PING "\\"',
  'PING à\v',
  'PING "a',
  '  \t ping  \t',
  '',
  '*0',
  '*-1',
  '*x',
  '*01',
  '*1\r\n',
  '*1\r\n+PING',
  '*1\r\n$x',
  '*1\r\n$-1',
  '*1\r\n$600000000',
  '*1\r\n$4\r\nPINGxx*1\r\n$4\r\nping',
]

let open: RealServer
let locked: RealServer

describe.skipIf(!isInstalled)(title, () => {
  beforeAll(async () => {
    open = await RealServer.start()
    locked = await RealServer.start('secret')
  })
  afterAll(async () => {
    await open[Symbol.asyncDispose]()
    await locked[Symbol.asyncDispose]()
  })

  describe.each(Object.entries(OPTIONS))('the answers are the same %s:', (_, options) => {
    test.each(CASES)('%j', async (command, before, reply) => {
      const script = { [commandText(command.map(word => Buffer.from(word)))]: reply }
      const [real, fake] = await inBoth(open, script, async (host, port) => {
        // The fake one's data are its script.
        if (port === open.port) await open.ask([['FLUSHALL'], ...before])
        const [name = '', ...args] = command
        return whatHappens(host, port, options, redis => redis.callBuffer(name, ...args))
      })
      expect(fake).toEqual(real)
    })
  })

  test.each(RAW)('each byte is the same after %j', async sent => {
    for (const server of [open, locked]) {
      const [real, fake] = await inBoth(server, {}, (host, port) => talk(host, port, sent))
      expect(withoutVersion(fake)).toBe(withoutVersion(real))
    }
  })

  describe('what happens is the same', () => {
    test.each<[string, RedisOptions]>([
      ['with the right password', { password: 'secret' }],
      ['with the right password and name', { username: 'default', password: 'secret' }],
      ['with a wrong password', { password: 'guess' }],
      ['with a wrong password in RESP2', { password: 'guess', protocol: 2 }],
      ['without a password', {}],
      ['without a password in RESP2', { protocol: 2 }],
      ['with a database that is not there', { password: 'secret', db: 99 }],
    ])('%s', async (_, options) => {
      const script = { 'GET a': { reply: null } }
      const [real, fake] = await inBoth(locked, script, (host, port) =>
        whatHappens(host, port, options, redis => redis.get('a')),
      )
      expect(fake).toEqual(real)
    })

    test('in a pipeline with errors', async () => {
      const script = {
        'SET a x': {},
        'INCR a': { error: { code: 'ERR', message: 'value is not an integer or out of range' } },
        'GET a': { reply: 'x' },
      }
      await same(script, {}, redis => redis.pipeline().set('a', 'x').incr('a').get('a').exec())
    })

    test('with hashes, and with members and their scores', async () => {
      const script = {
        'HSET h x 1 y 2': { reply: 2 },
        'HGETALL h': { reply: { x: '1', y: '2' } },
        'ZADD z 1 a 2.5 b': { reply: 2 },
        // As RESP3 has it. A whole score is text, since a whole number is an integer.
        'ZRANGE z 0 -1 WITHSCORES': {
          reply: [
            ['a', '1'],
            ['b', 2.5],
          ],
        },
      }
      await same(script, {}, async redis => [
        await redis.hset('h', { x: 1, y: 2 }),
        await redis.hgetall('h'),
        await redis.zadd('z', 1, 'a', 2.5, 'b'),
        await redis.zrange('z', '0', '-1', 'WITHSCORES'),
      ])
    })

    test('with quit() after a query', async () => {
      await same({ 'SET a x': {} }, {}, redis => Promise.all([redis.set('a', 'x'), redis.quit()]))
    })

    test('with a query after quit()', async () => {
      await same({}, {}, async redis => {
        await redis.quit()
        await redis.get('a')
      })
    })

    test('with disconnect() while nothing is asked', async () => {
      await same({}, {}, async redis => {
        await redis.ping()
        redis.disconnect()
        await once(redis, 'end')
        return redis.status
      })
    })

    test('with a client that is destroyed while it waits for a query', async () => {
      await same({ 'BLPOP a 0': { silent: true } }, {}, async redis => {
        await redis.ping()
        const popped = redis.blpop('a', 0)
        redis.stream.destroy()
        return popped
      })
    })

    test.each<[string, RedisOptions]>([
      ['and ioredis does not try again', { retryStrategy: null }],
      ['and ioredis may not try this command again', { maxRetriesPerRequest: 0 }],
    ])('where the server hangs up during a query, %s', async (_, options) => {
      const script = { 'BLPOP a 0': { cut: true, delay: 100 } }
      await same(script, options, async (redis, isReal) => {
        await redis.ping()
        const popped = Promise.allSettled([redis.blpop('a', 0)])
        if (isReal) await open.hangUp()
        return popped
      })
    })
  })

  test('a query is still answered when its client has said that it goes', async () => {
    const script = { 'DEBUG SLEEP 0.1': { delay: 100 } }
    const [real, fake] = await inBoth(open, script, (host, port) =>
      whatHappens(host, port, {}, async redis => {
        await redis.ping()
        const slept = redis.call('DEBUG', 'SLEEP', '0.1')
        redis.disconnect()
        return slept
      }),
    )
    expect(real.result).toBe('OK')
    expect(fake).toEqual(real)
  })

  /** Does something with an ioredis client in both, and compares what comes of it. */
  async function same(
    script: Script,
    options: RedisOptions,
    body: (redis: Redis, isReal: boolean) => Promise<unknown>,
  ): Promise<void> {
    await open.ask([['FLUSHALL']])
    const [real, fake] = await inBoth(open, script, (host, port) =>
      whatHappens(host, port, options, redis => body(redis, port === open.port)),
    )
    expect(fake).toEqual(real)
  }
})

interface Outcome {
  readonly result?: unknown
  readonly error?: unknown
  /** What the client's `error` event told. */
  readonly events: readonly string[]
}

/** What comes of a use of ioredis: results, errors with their properties, and events. */
async function whatHappens(
  host: string,
  port: number,
  options: RedisOptions,
  body: (redis: Redis) => Promise<unknown>,
): Promise<Outcome> {
  const redis = new Redis({ host, port, retryStrategy: null, ...options })
  const events: string[] = []
  redis.on('error', error => events.push(String(error)))
  try {
    return { result: await body(redis), events }
  } catch (error) {
    const { name, message } = error as Error
    return { error: { ...(error as Error), name, message }, events }
  } finally {
    redis.disconnect()
  }
}

/** The reply of HELLO without the server's version and the connection's number. */
function withoutVersion(heard: string): string {
  return heard
    .replace(/\$\d+\r\n\d+\.\d+\.\d+\r\n/g, '(version)')
    .replace(/(\$2\r\nid\r\n):\d+/g, '$1(number)')
}
