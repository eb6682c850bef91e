import type { Socket } from 'node:net'
import { type Duplex, duplexPair } from 'node:stream'
import { AbstractConnector, Redis, type RedisOptions } from 'ioredis'
import { describe, expect, onTestFinished, test } from 'vitest'
import { redis as protocol } from '../../../src/lab/servers/databases/redis/protocol.ts'
import { commandTextOf } from '../../../src/lab/servers/databases/redis/words.ts'
import type { Answer, Login, Session } from '../../../src/lab/servers/databases/session.ts'

const anybody: Login = { user: '', password: '', database: '' }

const success = { rows: undefined, affected: 0, insertId: 0, cut: false }
const replying = (reply: unknown) => Promise.resolve<Answer>({ ...success, reply })
const failing = (code: string | undefined, message: string) =>
  Promise.resolve<Answer>({ error: { code, message }, cut: false })
const cutting = (reply: unknown) => Promise.resolve<Answer>({ ...success, reply, cut: true })
const silent = () => new Promise<Answer>(() => {})

type Script = Readonly<Record<string, () => Promise<Answer>>>

/** A server, the queries that it was asked, and how to reach it. */
function serve(script: Script = {}, login = anybody) {
  const asked: string[] = []
  const session: Session = {
    login,
    ask(text) {
      asked.push(text)
      return script[text]?.() ?? failing(undefined, `unknown: ${text}\nIt knows none.`)
    },
    refuse: feature => ({
      error: { code: undefined, message: `${feature} is refused` },
      cut: false,
    }),
  }
  const reach = (): Duplex => {
    const [near, far] = duplexPair()
    // As sockets do.
    near.on('end', () => near.end())
    Object.assign(near, { setNoDelay() {}, setKeepAlive() {} })
    protocol(far, session)
    return near
  }
  return { asked, reach }
}

/** An ioredis client of the server. */
function connect({ reach }: { reach: () => Duplex }, options: RedisOptions = {}): Redis {
  class InMemory extends AbstractConnector {
    constructor() {
      super(0)
    }

    connect(): Promise<Socket> {
      this.stream = reach() as Socket
      return Promise.resolve(this.stream)
    }
  }
  const client = new Redis({
    Connector: InMemory as never,
    retryStrategy: null,
    ...options,
  } as RedisOptions)
  client.on('error', () => {})
  onTestFinished(() => client.disconnect())
  return client
}

function ask(script: Script, options?: RedisOptions): Redis {
  return connect(serve(script), options)
}

/** Sends bytes and `QUIT`, and reads until the server hangs up. */
async function talk(sent: string, server = serve(), size = sent.length): Promise<string> {
  const stream = server.reach()
  const all = Buffer.from(`${sent}QUIT\r\n`, 'latin1')
  for (let at = 0; at < all.length; at += size || 1) stream.write(all.subarray(at, at + size))
  let heard = ''
  for await (const chunk of stream) heard += String(chunk)
  return heard.replace(/\+OK\r\n$/, '')
}

const RESP = [2, 3] as const

describe.each(RESP)('In RESP%i', protocol => {
  const client = (script: Script) => ask(script, { protocol })

  test.each([
    ['a text', 'hello', 'hello'],
    ['an empty text', '', ''],
    ['a text in any language', 'Grüße, 世界 🌍', 'Grüße, 世界 🌍'],
    ['lines', 'a\r\nb\r\n', 'a\r\nb\r\n'],
    ['a whole number', -42, -42],
    ['zero', 0, 0],
    ['a fraction', 1.5, '1.5'],
    ['an infinite number', Number.POSITIVE_INFINITY, 'inf'],
    ['an integer of 64 bits', 7n, 7],
    ['a larger number', 2n ** 70n, String(2n ** 70n)],
    ['yes', true, 1],
    ['no', false, 0],
    ['null', null, null],
    ['an array', ['a', 1, null, ['b']], ['a', 1, null, ['b']]],
    ['an empty array', [], []],
    ['a set', new Set(['a', 'b']), ['a', 'b']],
    ['an object', { a: '1', b: 2 }, ['a', '1', 'b', 2]],
    ['a map', new Map<unknown, unknown>([['a', [1, 2]]]), ['a', [1, 2]]],
    ['bytes', Buffer.from('bytes'), 'bytes'],
  ])('%s comes as ioredis gives it from a real server', async (_, reply, expected) => {
    expect(await client({ 'GET a': () => replying(reply) }).get('a')).toEqual(expected)
  })

  test('bytes that are no text are not changed', async () => {
    const bytes = Buffer.from([0, 0xff, 0x0d, 0x0a, 0x80])
    expect(await client({ 'GET a': () => replying(bytes) }).getBuffer('a')).toEqual(bytes)
  })

  test('a hash comes as an object', async () => {
    const hash = { name: 'Ada', age: '36' }
    expect(await client({ 'HGETALL user': () => replying(hash) }).hgetall('user')).toEqual(hash)
    expect(await client({ 'HGETALL user': () => replying({}) }).hgetall('user')).toEqual({})
  })

  test('a value of a megabyte comes back as it was sent', async () => {
    const long = 'ä'.repeat(500_000)
    const server = serve({ [`SET a ${long}`]: () => replying(long) })
    expect(await connect(server, { protocol }).set('a', long)).toBe(long)
  })

  test('an array of 50,000 texts comes complete', async () => {
    const items = Array.from({ length: 50_000 }, (_, index) => `item ${index}`)
    expect(await client({ KEYS: () => replying(items) }).call('KEYS')).toEqual(items)
  })

  test('an error has its code and its words', async () => {
    const message = 'Operation against a key holding the wrong kind of value'
    await expect(
      client({ 'INCR a': () => failing('WRONGTYPE', message) }).incr('a'),
    ).rejects.toThrow(
      expect.objectContaining({ name: 'ReplyError', message: `WRONGTYPE ${message}` }),
    )
  })

  test('an error without a code is ERR, and the connection goes on', async () => {
    const redis = client({ 'GET a': () => replying('1') })
    await expect(redis.get('b')).rejects.toThrow('ERR unknown: GET b')
    expect(await redis.get('a')).toBe('1')
  })

  test('what no reply can be is an error that says so', async () => {
    const redis = client({ 'GET a': () => replying(() => {}), 'GET b': () => replying(new Date()) })
    await expect(redis.get('a')).rejects.toThrow('Redis has no reply for a function')
    await expect(redis.get('b')).rejects.toThrow('Redis has no reply for a Date')
  })
})

describe('Commands', () => {
  const textOf = async (send: (redis: Redis) => Promise<unknown>): Promise<string | undefined> => {
    const server = serve()
    await send(connect(server)).catch(() => {})
    return server.asked[0]
  }

  test.each<[string, (redis: Redis) => Promise<unknown>]>([
    ['GET visitors', redis => redis.get('visitors')],
    ['SET a 1 EX 60', redis => redis.set('a', 1, 'EX', 60)],
    ['SET greeting "hello world"', redis => redis.set('greeting', 'hello world')],
    ['SET empty ""', redis => redis.set('empty', '')],
    [`SET user '{"age":7}'`, redis => redis.set('user', JSON.stringify({ age: 7 }))],
    [`SET a "it's"`, redis => redis.set('a', "it's")],
    [String.raw`SET a "\"it's\""`, redis => redis.set('a', `"it's"`)],
    [String.raw`SET a "one\ntwo\x00"`, redis => redis.set('a', 'one\ntwo\0')],
    [String.raw`SET a b\c`, redis => redis.set('a', String.raw`b\c`)],
    [String.raw`SET a "\"\\"`, redis => redis.set('a', '"\\')],
    ['SET a Grüße', redis => redis.set('a', 'Grüße')],
    [String.raw`SET a "\xff\t"`, redis => redis.set('a', Buffer.from([0xff, 9]))],
    ['MGET a b c', redis => redis.mget('a', 'b', 'c')],
    ['HSET user name Ada age 36', redis => redis.hset('user', { name: 'Ada', age: 36 })],
    ['BLPOP jobs 0', redis => redis.blpop('jobs', 0)],
    ['PUBLISH news hello', redis => redis.publish('news', 'hello')],
  ])('are asked as text: %s', async (text, send) => {
    expect(await textOf(send)).toBe(text)
  })

  test.each([
    ['get   a', 'GET a'],
    ['set greeting "hello world"', 'SET greeting "hello world"'],
    ["set greeting 'hello world'", 'SET greeting "hello world"'],
    [String.raw`SET user "{\"age\":7}"`, `SET user '{"age":7}'`],
    ['SET a à', 'SET a à'],
    ['SET user {"age":7}', 'SET user {"age":7}'],
    ['', ''],
  ])('have the same text however people write them: %s', (line, text) => {
    expect(commandTextOf(line)).toBe(text)
  })

  test('are answered in their order, one at a time, also when they come at once', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const server = serve({ 'GET a': () => promise, 'GET b': () => replying('2') })
    const redis = connect(server)
    const both = Promise.all([redis.get('a'), redis.get('b')])
    await redis.connect().catch(() => {})
    await new Promise(done => redis.once('ready', done))
    expect(server.asked).toEqual(['GET a'])
    resolve(await replying('1'))
    expect(await both).toEqual(['1', '2'])
  })

  test('of a pipeline are answered together, with their errors', async () => {
    const redis = ask({ 'SET a 1': () => replying('OK'), 'INCR a': () => replying(2) })
    const results = await redis.pipeline().set('a', 1).incr('a').get('b').exec()
    expect(results).toEqual([
      [null, 'OK'],
      [null, 2],
      [expect.objectContaining({ name: 'ReplyError' })],
    ])
  })
})

const hello = (version: string) =>
  `server redis version 7.2.0 proto ${version} id 1 mode standalone role master modules`.split(' ')

describe('A connection', () => {
  test('is RESP2 until the client asks for RESP3', async () => {
    const server = serve({ 'GET a': () => replying(null) })
    const heard = await talk('GET a\r\nHELLO 3\r\nGET a\r\nHELLO 2\r\nGET a\r\n', server)
    expect(heard).toMatch(/^\$-1\r\n%7\r\n[\s\S]*\r\n_\r\n\*14\r\n[\s\S]*\r\n\$-1\r\n$/)
  })

  test.each([
    ['2', '*14\r\n'],
    ['3', '%7\r\n'],
  ])('is told about the server by HELLO %s', async (version, start) => {
    const heard = await talk(`HELLO ${version}\r\n`)
    expect(heard.startsWith(start)).toBe(true)
    const words = heard.split('\r\n').filter(line => line !== '' && !/^[$*%]/.test(line))
    expect(words.map(word => word.replace(/^:/, ''))).toEqual(hello(version))
  })

  test.each([
    ['HELLO 4', '-NOPROTO unsupported protocol version'],
    ['HELLO x', '-ERR Protocol version is not an integer or out of range'],
    ['HELLO 3 AUTH me', "-ERR Syntax error in HELLO option 'AUTH'"],
    ['HELLO 3 SETNAME', "-ERR Syntax error in HELLO option 'SETNAME'"],
    [
      'HELLO 3 SETNAME "a b"',
      '-ERR Client names cannot contain spaces, newlines or special characters.',
    ],
    ['AUTH', "-ERR wrong number of arguments for 'auth' command"],
    ['AUTH a b c', '-ERR syntax error'],
    ['SELECT 0', '+OK'],
    ['SELECT 15', '+OK'],
    ['SELECT 16', '-ERR DB index is out of range'],
    ['SELECT -1', '-ERR DB index is out of range'],
    ['SELECT x', '-ERR value is not an integer or out of range'],
    ['PING', '+PONG'],
    ['PING "hello world"', '$11\r\nhello world'],
    ['PING a b', "-ERR wrong number of arguments for 'ping' command"],
    ["echo 'it\\'s'", "$4\r\nit's"],
    ['ECHO "\\x41\\n\\"b"', '$4\r\nA\n"b'],
    ['RESET', '+RESET'],
    ['CLIENT ID', ':1'],
    ['CLIENT ID x', "-ERR wrong number of arguments for 'client|id' command"],
    ['CLIENT GETNAME', '$-1'],
    ['CLIENT SETNAME me\r\nCLIENT GETNAME', '+OK\r\n$2\r\nme'],
    ['HELLO 2 SETNAME me\r\nRESET\r\nCLIENT GETNAME', /\+RESET\r\n\$-1\r\n$/],
    ['CLIENT SETINFO LIB-NAME ioredis', '+OK'],
    ['CLIENT KILL', '-ERR CLIENT KILL is refused'],
    [
      'CLIENT MAINT_NOTIFICATIONS ON',
      "-ERR unknown subcommand 'MAINT_NOTIFICATIONS'. Try CLIENT HELP.",
    ],
    ['INFO persistence', '$26\r\n# Persistence\r\nloading:0\r\n'],
    ['HELLO 3\r\nINFO persistence', /\r\n=30\r\ntxt:# Persistence\r\nloading:0\r\n\r\n$/],
    ['INFO', /role:master/],
  ])('answers %j by itself', async (sent, expected) => {
    const server = serve()
    const heard = await talk(`${sent}\r\n`, server)
    if (typeof expected === 'string') expect(heard).toBe(`${expected}\r\n`)
    else expect(heard).toMatch(expected)
    expect(server.asked).toEqual([])
  })

  test.each([1, 2, 3, 7, 1000])('reads requests in pieces of %i bytes', async size => {
    const server = serve({ 'SET a "\\r\\n"': () => replying('OK'), 'GET b': () => replying('ö') })
    const sent = '*3\r\n$3\r\nSET\r\n$1\r\na\r\n$2\r\n\r\n\r\n\r\n*0\r\n*-1\r\n get  b \r\nPING\n'
    expect(await talk(sent, server, size)).toBe('+OK\r\n$2\r\nö\r\n+PONG\r\n')
    expect(server.asked).toEqual(['SET a "\\r\\n"', 'GET b'])
  })

  test.each([
    ['*x\r\n', 'invalid multibulk length'],
    ['*1048577\r\n', 'invalid multibulk length'],
    ['*1\r\n+PING\r\n', "expected '$', got '+'"],
    ['*1\r\n$x\r\n', 'invalid bulk length'],
    ['*1\r\n$-1\r\n', 'invalid bulk length'],
    ['*1\r\n$600000000\r\n', 'invalid bulk length'],
    ['PING "a\r\n', 'unbalanced quotes in request'],
    ['PING "a"b\r\n', 'unbalanced quotes in request'],
    ['\x16\x03\x01\x02\n', 'control characters in request'],
  ])('is closed with an error after %j', async (sent, expected) => {
    const server = serve()
    expect(await talk(sent, server)).toBe(`-ERR Protocol error: ${expected}\r\n`)
    expect(server.asked).toEqual([])
  })

  test.each([1000, 100_000])(
    'is closed where a line does not end, in pieces of %i bytes',
    async size => {
      const [inline, bulk] = ['x'.repeat(70_000), `*1\r\n$${'1'.repeat(70_000)}`]
      expect(await talk(inline, serve(), size)).toBe(
        '-ERR Protocol error: too big inline request\r\n',
      )
      expect(await talk(bulk, serve(), size)).toBe(
        '-ERR Protocol error: too big bulk count string\r\n',
      )
    },
  )

  test('ends with QUIT, and what comes after it is not answered', async () => {
    const server = serve()
    const stream = server.reach()
    stream.write('QUIT\r\nGET a\r\n')
    expect(String(Buffer.concat(await stream.toArray()))).toBe('+OK\r\n')
    expect(server.asked).toEqual([])
  })

  test('ends with quit() of ioredis once the queries before it are answered', async () => {
    const redis = ask({ 'GET a': () => replying('1') })
    expect(await Promise.all([redis.get('a'), redis.quit()])).toEqual(['1', 'OK'])
    await expect(redis.get('a')).rejects.toThrow('Connection is closed.')
  })

  test.each(['', 'PIN', '*2\r\n', '*2\r\n$3\r\nGET\r\n$100\r\nab'])(
    'ends when the client does, also after %j',
    async sent => {
      const stream = serve().reach()
      stream.end(sent)
      expect(await stream.toArray()).toEqual([])
    },
  )

  test('ends when the client does, with a query that is not answered', async () => {
    const asked = Promise.withResolvers<void>()
    const server = serve({
      'GET a': () => {
        asked.resolve()
        return silent()
      },
    })
    const redis = connect(server)
    const answer = redis.get('a')
    await asked.promise
    redis.disconnect()
    await expect(answer).rejects.toThrow('Connection is closed.')
  })

  test('that is destroyed while a query is open is no error, also when the answer comes', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const asked = Promise.withResolvers<void>()
    const stream = serve({
      'GET a': () => {
        asked.resolve()
        return promise
      },
    }).reach()
    stream.write('GET a\r\nGET a\r\n')
    await asked.promise
    stream.on('error', () => {})
    await new Promise<void>(closed => stream.once('close', closed).destroy(new Error('gone')))
    resolve(await replying('late'))
  })

  test.each<[string, unknown, string]>([
    ['a text', 'x'.repeat(100_000), `$100000\r\n${'x'.repeat(49_996)}`],
    ['a status', 'OK', '+O'],
    ['a number', 1, ':1'],
    ['an array', ['a', 'b'], '*2\r\n$1\r\na'],
  ])('that is cut sends the first half of %s', async (_, reply, expected) => {
    const stream = serve({ 'GET a': () => cutting(reply) }).reach()
    stream.write('GET a\r\nGET a\r\n')
    expect(String(Buffer.concat(await stream.toArray()))).toBe(expected)
  })

  test('that is cut fails the command in ioredis', async () => {
    const redis = ask({ 'GET a': () => cutting('hello') })
    await expect(redis.get('a')).rejects.toThrow('Connection is closed.')
  })

  test('that is cut once is opened anew by ioredis, which sends the command again', async () => {
    let times = 0
    const server = serve({ 'GET a': () => (times++ === 0 ? cutting('1') : replying('2')) })
    expect(await connect(server, { retryStrategy: () => 0 }).get('a')).toBe('2')
    expect(server.asked).toEqual(['GET a', 'GET a'])
  })
})

describe('Not simulated', () => {
  test.each<[string, (redis: Redis) => Promise<unknown>]>([
    ['SUBSCRIBE', redis => redis.subscribe('news')],
    ['PSUBSCRIBE', redis => redis.psubscribe('news*')],
    ['SSUBSCRIBE', redis => redis.ssubscribe('news')],
    ['WATCH', redis => redis.watch('a')],
    ['EVAL', redis => redis.eval('return 1', 0)],
    ['EVALSHA', redis => redis.evalsha('abc', 0)],
    ['FCALL', redis => redis.fcall('f', 0)],
    ['MONITOR', redis => redis.call('MONITOR')],
    ['CLIENT LIST', redis => redis.client('LIST')],
  ])('is %s: the error names it', async (feature, send) => {
    await expect(send(ask({}))).rejects.toThrow(`ERR ${feature} is refused`)
  })

  test('are transactions: each of their commands says so', async () => {
    const redis = ask({ 'SET a 1': () => replying('OK') })
    await expect(redis.multi().set('a', 1).exec()).rejects.toThrow('ERR EXEC is refused')
  })
})

describe('A password', () => {
  const login = { ...anybody, password: 'secret' }
  const script = { 'GET a': () => replying('1') }
  const wrong = 'WRONGPASS invalid username-password pair or user is disabled.'

  describe.each(RESP)('in RESP%i', protocol => {
    test('lets the client in', async () => {
      expect(await connect(serve(script, login), { protocol, password: 'secret' }).get('a')).toBe(
        '1',
      )
    })

    test('that is wrong does not', async () => {
      const redis = connect(serve(script, login), { protocol, password: 'guess' })
      await expect(redis.get('a')).rejects.toThrow(wrong)
    })

    test('that is not given is asked for', async () => {
      const redis = connect(serve(script, login), { protocol })
      await expect(redis.get('a')).rejects.toThrow('NOAUTH')
    })

    test('belongs to a user', async () => {
      const server = serve(script, { ...login, user: 'ada' })
      const options = { protocol, password: 'secret' }
      expect(await connect(server, { ...options, username: 'ada' }).get('a')).toBe('1')
      await expect(connect(server, { ...options, username: 'eve' }).get('a')).rejects.toThrow(wrong)
      await expect(connect(server, options).get('a')).rejects.toThrow(wrong)
    })

    test('that nobody wants is welcome', async () => {
      expect(await connect(serve(script), { protocol, password: 'any' }).get('a')).toBe('1')
    })
  })

  test.each([
    ['PING', '-NOAUTH Authentication required.'],
    ['GET a', '-NOAUTH Authentication required.'],
    ['SUBSCRIBE a', '-NOAUTH Authentication required.'],
    ['HELLO 3', /^-NOAUTH HELLO must be called with the client already authenticated, /],
    ['HELLO 3 AUTH default guess', `-${wrong}`],
    ['AUTH guess', `-${wrong}`],
    ['AUTH secret\r\nPING', '+OK\r\n+PONG'],
    ['AUTH anybody secret\r\nPING', '+OK\r\n+PONG'],
    ['AUTH secret\r\nRESET\r\nPING', '+OK\r\n+RESET\r\n-NOAUTH Authentication required.'],
    ['AUTH secret\r\nAUTH guess\r\nPING', `+OK\r\n-${wrong}\r\n+PONG`],
  ])('is missing where %j was sent', async (sent, expected) => {
    const heard = await talk(`${sent}\r\n`, serve(script, login))
    if (typeof expected === 'string') expect(heard).toBe(`${expected}\r\n`)
    else expect(heard).toMatch(expected)
  })
})
