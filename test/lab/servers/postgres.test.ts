import { buffer } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Answer, Row, Success } from '../../../src/lab/servers/databases/session.ts'
import {
  codesIn,
  execute,
  int16,
  int32,
  message,
  messagesIn,
  parse,
  query,
  startup,
  string,
  sync,
  typesOf,
} from '../../conformance/postgres-messages.ts'
import {
  ANYBODY,
  clientOf,
  clientOfRows,
  conversation,
  conversationWith,
  failure,
  failureOf,
  LOGIN,
  NOTHING,
  serverOf,
  socketOn,
} from './postgres-stub.ts'

describe('a client', () => {
  test('comes in with the right password', async () => {
    const client = await clientOf(serverOf())
    expect((await client.query('select')).command).toBe('SELECT')
  })

  test('comes in with any name, password and database where the address has none', async () => {
    const server = serverOf(() => ({ rows: [{ n: 1 }] }), ANYBODY)
    const client = await clientOf(server, { user: 'somebody', password: '', database: 'else' })
    expect((await client.query('select 1')).rows).toEqual([{ n: 1 }])
  })

  test.each([
    [
      'wrong password',
      { password: 'guess' },
      '28P01',
      'password authentication failed for user "student"',
    ],
    [
      'unknown user',
      { user: 'nobody' },
      '28P01',
      'password authentication failed for user "nobody"',
    ],
    ['unknown database', { database: 'other' }, '3D000', 'database "other" does not exist'],
    [
      'database that is called as the user',
      { database: undefined },
      '3D000',
      'database "student" does not exist',
    ],
  ])('with a %s is refused as by a real server', async (_, config, code, message) => {
    const error = await failureOf(clientOf(serverOf(), config))
    expect(error).toMatchObject({ code, message, severity: 'FATAL' })
  })

  test('with an unknown user is refused where no password is asked for, too', async () => {
    const server = serverOf(undefined, { ...LOGIN, password: '' })
    const error = await failureOf(clientOf(server, { user: 'nobody' }))
    expect(error).toMatchObject({ code: '28000', message: 'role "nobody" does not exist' })
  })

  test('with a password that is not ASCII comes in, however its letters are composed', async () => {
    const spellings = ['p\u00e4ss', 'pa\u0308ss']
    for (const password of spellings) {
      for (const given of spellings) {
        await clientOf(serverOf(undefined, { ...LOGIN, password }), { password: given })
      }
    }
  })

  test('that names no database wants the one that is called as the user', async () => {
    const server = serverOf(undefined, { ...ANYBODY, database: 'school' })
    expect(codesIn(await conversationWith(server))).toEqual(['3D000'])
    const own = serverOf(undefined, { ...ANYBODY, database: 'student' })
    expect(typesOf(await conversationWith(own, query('')))).toBe('I Z')
  })

  test('that is refused sees its connection closed', async () => {
    const server = serverOf()
    await failureOf(clientOf(server, { password: 'guess' }))
    await setImmediate()
    expect(server.ends.map(({ destroyed }) => destroyed)).toEqual([true])
  })

  test('that wants encryption is told that there is none', async () => {
    const error = await failureOf(clientOf(serverOf(), { ssl: true }))
    expect(error.message).toBe('The server does not support SSL connections')
  })

  test.each([
    ['statement_timeout', { statement_timeout: 100 }],
    ['lock_timeout', { lock_timeout: 100 }],
    ['options', { options: '-c geqo=off' }],
  ])('that asks for %s is refused by name', async (name, config) => {
    const error = await failureOf(clientOf(serverOf(), config))
    expect(error.message).toBe(`the setting ${name} of a connection is not simulated`)
  })

  test('learns what a real server tells about itself', async () => {
    const told = new Map<string, string>()
    const client = new pg.Client({
      ...LOGIN,
      application_name: 'kata',
      stream: () => socketOn(serverOf().connect()),
    })
    onTestFinished(() => client.end())
    const { connection } = client as unknown as { connection: NodeJS.EventEmitter }
    connection.on('parameterStatus', ({ parameterName, parameterValue }) =>
      told.set(parameterName, parameterValue),
    )
    await client.connect()
    expect(Object.fromEntries(told)).toMatchObject({
      client_encoding: 'UTF8',
      server_encoding: 'UTF8',
      server_version: expect.stringMatching(/^15/),
      DateStyle: 'ISO, MDY',
      TimeZone: 'Etc/UTC',
      standard_conforming_strings: 'on',
      session_authorization: 'student',
      application_name: 'kata',
    })
  })

  test('closes its connection, and the server closes its own side', async () => {
    const server = serverOf()
    const client = await clientOf(server)
    await client.end()
    await setImmediate()
    expect(server.ends.map(({ destroyed }) => destroyed)).toEqual([true])
  })

  test('may hang up while its query is open: the answer reaches nobody', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const server = serverOf(() => promise)
    const client = await clientOf(server)
    const failed = failureOf(client.query('select 1'))
    await setImmediate()
    await client.end()
    expect((await failed).message).toBe('Connection terminated')
    resolve({ ...NOTHING, rows: [{ text: 'x'.repeat(100_000) }] })
    await setImmediate()
    expect(server.ends.map(({ destroyed }) => destroyed)).toEqual([true])
  })

  test('may hang up before it has come in', async () => {
    const server = serverOf()
    const stream = server.connect()
    stream.write(startup({ user: 'student' }).subarray(0, 6))
    stream.destroy()
    await setImmediate()
    expect(server.ends.map(({ destroyed }) => destroyed)).toEqual([true])
  })

  test('may be lost', async () => {
    const server = serverOf()
    const client = await clientOf(server)
    const lost = new Promise<Error>(resolve => client.on('error', resolve))
    server.ends[0]?.destroy(new Error('lost'))
    expect((await lost).message).toBe('Connection terminated unexpectedly')
  })

  test('may hang up when it is asked for its password', async () => {
    for (const end of [message('X'), Buffer.alloc(0)]) {
      const server = serverOf()
      const stream = server.connect()
      stream.end(Buffer.concat([startup({ user: 'student' }), end]))
      expect(typesOf(messagesIn(await buffer(stream)))).toBe('R')
      expect(server.ends.map(({ destroyed }) => destroyed)).toEqual([true])
    }
  })

  test('with a pool uses as many connections as it has', async () => {
    const server = serverOf(text => ({ rows: [{ text }] }))
    const pool = new pg.Pool({ ...LOGIN, max: 2, stream: () => socketOn(server.connect()) })
    const results = await Promise.all(['a', 'b', 'c', 'd'].map(text => pool.query(text)))
    await pool.end()
    expect(results.map(({ rows }) => rows)).toEqual(['a', 'b', 'c', 'd'].map(text => [{ text }]))
    expect(server.ends).toHaveLength(2)
  })
})

describe('a row', () => {
  test.each<[string, unknown, number]>([
    ['a text', 'posts', 25],
    ['an empty text', '', 25],
    ['a text in many alphabets', 'Grüße, Привет, こんにちは, 👩‍🚀', 25],
    ['a text of more than 64 KB', 'é'.repeat(100_000), 25],
    ['true', true, 16],
    ['false', false, 16],
    ['a number', 42, 23],
    ['the least number of 32 bits', -(2 ** 31), 23],
    ['the greatest number of 32 bits', 2 ** 31 - 1, 23],
    ['a fraction', 0.1, 701],
    ['a very great number', 1e300, 701],
    ['a moment', new Date('2026-01-02T03:04:05.678Z'), 1184],
    ['a moment of a whole second', new Date('2026-01-02T03:04:00Z'), 1184],
    ['a moment far away', new Date(Date.UTC(12_026, 0)), 1184],
    ['a moment before our time', new Date('-000043-03-15T12:00:00Z'), 1184],
    ['bytes', Buffer.from([0, 1, 0x5c, 255]), 17],
    ['an object', { id: 1, tags: ['a', null], 'ä"': { deep: true } }, 3802],
    ['an array', [1, 'two', { three: 3 }], 3802],
    ['null', null, 25],
  ])('with %s comes back as it is', async (_, value, oid) => {
    const client = await clientOfRows({ value })
    const { rows, fields } = await client.query('select value')
    expect(rows).toEqual([{ value }])
    expect(fields).toMatchObject([{ name: 'value', dataTypeID: oid }])
  })

  test.each<[string, unknown, unknown, number]>([
    ['2 ** 31', 2 ** 31, '2147483648', 20],
    ['a bigint', 9_223_372_036_854_775_807n, '9223372036854775807', 20],
    ['a bigint of more than 64 bits', 2n ** 63n, '9223372036854775808', 1700],
    ['a bigint in an object', { n: 2n ** 63n }, { n: '9223372036854775808' }, 3802],
    ['a function', () => {}, null, 3802],
  ])('with %s comes back as pg reads it', async (_, value, text, oid) => {
    const { rows, fields } = await (await clientOfRows({ value })).query('select value')
    expect(rows).toEqual([{ value: text }])
    expect(fields).toMatchObject([{ dataTypeID: oid }])
  })

  test.each<[string, unknown[], number]>([
    ['numbers of all sizes', [1, 2 ** 40, 0.5], 701],
    ['a number and null', [null, 1, null], 23],
    ['a text and a number', ['one', 2], 3802],
    ['an object and a text', [{ a: 1 }, 'b'], 3802],
  ])('shares its columns with the others: %s', async (_, values, oid) => {
    const client = await clientOfRows(...values.map(value => ({ value })))
    const { rows, fields } = await client.query('select value')
    expect(rows.map(({ value }) => value)).toEqual(values)
    expect(fields).toMatchObject([{ dataTypeID: oid }])
  })

  test('that lacks a column has null there', async () => {
    const client = await clientOfRows({ a: 1 }, { b: 2 }, { a: undefined })
    const { rows, fields } = await client.query('select a, b')
    expect(fields.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(rows).toEqual([
      { a: 1, b: null },
      { a: null, b: 2 },
      { a: null, b: null },
    ])
  })

  test('may be an array for the client', async () => {
    const client = await clientOfRows({ b: 1, a: 'x' })
    const { rows } = await client.query({ text: 'select b, a', rowMode: 'array' })
    expect(rows).toEqual([[1, 'x']])
  })

  test('comes with all the others, however many there are', async () => {
    const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, text: `row ${id}` }))
    const result = await (await clientOfRows(...rows)).query('select id, text')
    expect(result.rows).toEqual(rows)
    expect(result.rowCount).toBe(20_000)
  })

  test('that cannot be sent is an error of its query, not of the connection', async () => {
    const circle: Row = {}
    Object.assign(circle, { circle })
    const client = await clientOf(
      serverOf(text => ({ rows: text === 'bad' ? [circle] : [{ n: 1 }] })),
    )
    expect((await failureOf(client.query('bad'))).code).toBe('XX000')
    expect((await client.query('good')).rows).toEqual([{ n: 1 }])
  })
})

describe('a query', () => {
  test('without rows has none, and says how many it has changed', async () => {
    const client = await clientOf(serverOf(() => ({ affected: 3 })))
    expect(await client.query('update posts set likes = 0')).toMatchObject({
      command: 'UPDATE',
      rowCount: 3,
      rows: [],
      fields: [],
    })
  })

  test('that changes rows and gives them counts them', async () => {
    const client = await clientOfRows({ id: 1 }, { id: 2 })
    for (const text of ['insert into a returning id', 'update a returning id']) {
      expect(await client.query(text)).toMatchObject({ rowCount: 2, rows: [{ id: 1 }, { id: 2 }] })
    }
  })

  test('may have very many values', async () => {
    const server = serverOf()
    const values = Array.from({ length: 40_000 }, (_, at) => `${at}`)
    const text = `insert into a values ${values.map((_, at) => `($${at + 1})`).join()}`
    await (await clientOf(server)).query(text, values)
    expect(server.asked).toEqual([[text, values]])
  })

  test('with an empty list of rows gives none', async () => {
    const client = await clientOfRows()
    for (const values of [undefined, [1]]) {
      const text = values ? 'select * from posts where id = $1' : 'select * from posts'
      expect(await client.query(text, values)).toMatchObject({ rowCount: 0, rows: [] })
    }
  })

  test('of nothing is answered with nothing, and nobody is asked', async () => {
    const server = serverOf()
    const client = await clientOf(server)
    for (const text of ['', ' -- nothing to do \n ; /* nor here */ ']) {
      expect(await client.query(text)).toMatchObject({ command: null, rows: [] })
      expect(await client.query({ name: `of ${text}`, text })).toMatchObject({
        command: null,
        rows: [],
      })
    }
    expect(server.asked).toEqual([])
  })

  test('of several statements is asked as it is, and answered as the last one', async () => {
    const server = serverOf(() => ({ affected: 2 }))
    const client = await clientOf(server)
    const text = "insert into a values ('x;y'); update b set c = 1;"
    expect(await client.query(text)).toMatchObject({ command: 'UPDATE', rowCount: 2 })
    expect(server.asked).toEqual([[text, undefined]])
  })

  test('passes its values as text or null', async () => {
    const server = serverOf(() => ({ rows: [{ ok: true }] }))
    const client = await clientOf(server)
    const values = [
      'ä',
      '',
      7,
      0.5,
      12n,
      true,
      null,
      undefined,
      new Date(0),
      { a: [1] },
      ['x', 'y"z', null],
      'x'.repeat(100_000),
    ]
    const text = `select ${values.map((_, at) => `$${at + 1}`).join()}`
    await client.query(text, values)
    const [[, passed] = []] = server.asked
    expect(passed).toEqual([
      'ä',
      '',
      '7',
      '0.5',
      '12',
      'true',
      null,
      null,
      expect.stringMatching(/^19(69-12-31|70-01-01)T/),
      '{"a":[1]}',
      '{"x","y\\"z",NULL}',
      'x'.repeat(100_000),
    ])
  })

  test('that has a name is prepared once, and asked each time', async () => {
    const server = serverOf((_, [id]) => ({ rows: [{ id }] }))
    const client = await clientOf(server)
    const query = { name: 'post', text: 'select id from posts where id = $1' }
    expect((await client.query({ ...query, values: [1] })).rows).toEqual([{ id: '1' }])
    expect((await client.query({ ...query, values: [2] })).rows).toEqual([{ id: '2' }])
    expect(server.asked.map(([, values]) => values)).toEqual([['1'], ['2']])
  })

  test('waits for the one before it, when the client does not', async () => {
    const first = Promise.withResolvers<Answer>()
    const server = serverOf(text => (text === 'select 1' ? first.promise : { rows: [{ n: 2 }] }))
    const client = await clientOf(server, { pipeline: true })
    const both = [client.query('select 1'), client.query('select $1', [2])]
    for (let turns = 0; turns < 5; turns++) await setImmediate()
    expect(server.asked).toHaveLength(1)
    first.resolve({ ...NOTHING, rows: [{ n: 1 }] })
    expect((await Promise.all(both)).map(({ rows }) => rows)).toEqual([[{ n: 1 }], [{ n: 2 }]])
    expect(server.asked.map(([text]) => text)).toEqual(['select 1', 'select $1'])
  })

  test('that fails does not harm the ones behind it', async () => {
    const server = serverOf(text =>
      text.includes('bad') ? failure('42703', 'no such column') : {},
    )
    const client = await clientOf(server, { pipeline: true })
    const outcomes = await Promise.allSettled([
      client.query('select bad, $1', [1]),
      client.query('update good'),
      client.query('select bad'),
      client.query('update good set a = $1', [1]),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
  })
})

describe('an error', () => {
  test.each([undefined, [1]])(
    'of the script has its code and message (values: %s)',
    async values => {
      const client = await clientOf(serverOf(() => failure('23505', 'duplicate key value')))
      const error = await failureOf(
        client.query(`insert into posts values (${values ? '$1' : 1})`, values),
      )
      expect(error).toBeInstanceOf(pg.DatabaseError)
      expect(error).toMatchObject({
        code: '23505',
        message: 'duplicate key value',
        severity: 'ERROR',
      })
      expect((await failureOf(client.query('again'))).code).toBe('23505')
    },
  )

  test('without a code is an internal one', async () => {
    const client = await clientOf(
      serverOf(() => ({ error: { code: undefined, message: 'unknown' }, cut: false })),
    )
    expect(await failureOf(client.query('select 1'))).toMatchObject({
      code: 'XX000',
      message: 'unknown',
    })
  })

  test('of a server that goes away ends the connection', async () => {
    const server = serverOf(() =>
      failure('57P01', 'terminating connection due to administrator command'),
    )
    const client = await clientOf(server)
    const ended = new Promise<Error>(resolve => client.on('error', resolve))
    expect(await failureOf(client.query('select 1'))).toMatchObject({
      code: '57P01',
      severity: 'FATAL',
    })
    expect((await ended).message).toBe('Connection terminated unexpectedly')
  })

  test.each([
    [
      'more values than placeholders',
      'select $1',
      [1, 2],
      '08P01',
      'bind message supplies 2 parameters, but prepared statement "" requires 1',
    ],
    [
      'fewer values than placeholders',
      'select $1, $2',
      [1],
      '08P01',
      'bind message supplies 1 parameters, but prepared statement "" requires 2',
    ],
    ['placeholders without values', 'select $1', undefined, '42P02', 'there is no parameter $1'],
    [
      'several statements with values',
      'select $1; select 2',
      [1],
      '42601',
      'cannot insert multiple commands into a prepared statement',
    ],
  ])('is made of %s', async (_, text, values, code, message) => {
    const server = serverOf()
    expect(await failureOf((await clientOf(server)).query(text, values))).toMatchObject({
      code,
      message,
    })
    expect(server.asked).toEqual([])
  })

  test('is not made of what only looks like a placeholder', async () => {
    const server = serverOf()
    const client = await clientOf(server)
    await client.query(`select '$1', "$2", $$ $3 $$, $body$ $4 $body$, e'\\'$5', name$6 -- $7`)
    await client.query(`select '$2' where $1`, [1])
    await client.query('prepare later as select $1')
    expect(server.asked).toHaveLength(3)
  })
})

describe('a transaction', () => {
  /** The client's status after each text: idle, in a transaction, in a failed one. */
  async function statusesAfter(...texts: string[]): Promise<string> {
    const server = serverOf(text =>
      text.includes('bad') ? failure('22012', 'division by zero') : {},
    )
    const client = (await clientOf(server)) as pg.Client & { getTransactionStatus(): string }
    let statuses = ''
    for (const text of texts) {
      await client.query(text).catch(() => setImmediate())
      statuses += client.getTransactionStatus()
    }
    return statuses
  }

  test.each([
    [['select 1'], 'I'],
    [['begin', 'select 1', 'commit'], 'TTI'],
    [['START TRANSACTION isolation level serializable', 'rollback'], 'TI'],
    [['begin', 'bad', 'select 1', 'rollback'], 'TEEI'],
    [['begin', 'bad', 'commit', 'select 1'], 'TEII'],
    [['begin', 'savepoint a', 'bad', 'rollback to savepoint a', 'end'], 'TTETI'],
    [['bad', 'select 1'], 'II'],
    [['begin', 'select $1', 'rollback'], 'TEI'],
    [['begin; select 1', 'select 2; commit'], 'TI'],
    [['begin', 'commit; bad'], 'TE'],
    [['begin', 'commit /* bad */'], 'TI'],
  ])('is followed: %j', async (texts, statuses) => {
    expect(await statusesAfter(...texts)).toBe(statuses)
  })

  test('that has failed answers nothing but its end, and is rolled back', async () => {
    const server = serverOf(text => (text === 'bad' ? failure('22012', 'division by zero') : {}))
    const client = await clientOf(server)
    await client.query('begin')
    await failureOf(client.query('bad'))
    expect(await failureOf(client.query('select $1', [1]))).toMatchObject({ code: '25P02' })
    expect((await client.query('commit')).command).toBe('ROLLBACK')
    expect(server.asked.map(([text]) => text)).toEqual(['begin', 'bad', 'commit'])
  })
})

describe('a cut', () => {
  test.each<[string, Partial<Success>, unknown[] | undefined]>([
    ['many rows', { rows: Array.from({ length: 100 }, (_, id) => ({ id })) }, undefined],
    ['many rows with values', { rows: Array.from({ length: 100 }, (_, id) => ({ id })) }, [1]],
    ['no rows', { rows: [] }, undefined],
    ['a number of changed rows', { affected: 1 }, [1]],
  ])('in an answer of %s loses the connection in the middle', async (_, answer, values) => {
    const server = serverOf(() => ({ ...answer, cut: true }))
    const client = await clientOf(server)
    const lost = new Promise<Error>(resolve => client.on('error', resolve))
    const error = await failureOf(client.query(values ? 'select $1' : 'select 1', values))
    expect(error.message).toBe('Connection terminated unexpectedly')
    expect(error.code).toBeUndefined()
    expect(await lost).toBe(error)
  })

  test('comes after a part of the rows', async () => {
    const rows = Array.from({ length: 100 }, (_, id) => ({ id }))
    const client = await clientOf(serverOf(() => ({ rows, cut: true })))
    client.on('error', () => {})
    const seen: unknown[] = []
    const query = new pg.Query('select id')
    query.on('row', row => seen.push(row))
    await new Promise(resolve => client.query(query).on('error', resolve))
    expect(seen.length).toBeGreaterThan(30)
    expect(seen.length).toBeLessThan(70)
  })
})

describe('what is not simulated', () => {
  test.each([
    ['COPY', "copy posts from '/tmp/posts'"],
    ['COPY', 'select 1; COPY posts to stdout'],
    ['LISTEN', 'listen news'],
    ['UNLISTEN', 'unlisten *'],
    ['NOTIFY', "notify news, 'here'"],
  ])('is refused by name: %s', async (feature, text) => {
    const server = serverOf()
    const client = await clientOf(server)
    for (const query of [text, ...(text.includes(';') ? [] : [{ name: 'named', text }])]) {
      const error = await failureOf(client.query(query))
      expect(error).toMatchObject({ code: 'XX000', message: `${feature} is not simulated` })
    }
    expect(server.asked).toEqual([])
    expect((await client.query('select 1')).command).toBe('SELECT')
  })

  test('is a value in binary format: bytes as a parameter', async () => {
    const client = await clientOf(serverOf())
    const error = await failureOf(client.query('select $1', [Buffer.from('bytes')]))
    expect(error.message).toBe('a value in binary format is not simulated')
  })

  test('is an answer in binary format', async () => {
    const binary = message('B', string(''), string(''), int16(0), int16(0), int16(1), int16(1))
    const messages = await conversation(parse('', 'select 1'), binary, execute(), sync)
    expect(typesOf(messages)).toBe('1 E Z')
    expect(messages[1]?.text).toContain('a value in binary format is not simulated')
  })

  test('is a function call', async () => {
    const messages = await conversation(message('F', int32(1), int16(0), int16(0), int16(0)))
    expect(typesOf(messages)).toBe('E Z')
    expect(messages[0]?.text).toContain('a function call is not simulated')
  })

  test('is replication', async () => {
    const stream = serverOf(undefined, ANYBODY).connect()
    stream.end(startup({ user: 'student', replication: 'database' }))
    const [error] = messagesIn(await buffer(stream))
    expect(error?.text).toContain('the setting replication of a connection is not simulated')
  })

  test('is another encoding', async () => {
    const stream = serverOf(undefined, ANYBODY).connect()
    stream.end(startup({ user: 'student', client_encoding: 'LATIN1' }))
    expect(messagesIn(await buffer(stream))[0]?.text).toContain(
      'the encoding LATIN1 is not simulated',
    )
  })

  test('is cancelling: the connection for it is closed without a word, as always', async () => {
    const stream = serverOf().connect()
    stream.write(Buffer.concat([int32(16), int32(80877102), int32(1), int32(0)]))
    expect(await buffer(stream)).toHaveLength(0)
  })
})
