import { duplexPair, Transform } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import {
  bind,
  close,
  codesIn,
  describe as describing,
  execute,
  flush,
  int16,
  int32,
  message,
  messagesIn,
  parse,
  query,
  startup,
  string,
  sync,
  tagsIn,
  typesOf,
} from '../../conformance/postgres-messages.ts'
import {
  ANYBODY,
  clientOf,
  conversation,
  conversationWith,
  ROWS,
  serverOf,
  socketOn,
} from './postgres-stub.ts'

describe('messages', () => {
  test('of an extended query are answered one by one', async () => {
    const messages = await conversation(
      parse('', 'select $1'),
      bind('', '', 'x'),
      describing('P'),
      execute(),
      sync,
    )
    expect(typesOf(messages)).toBe('1 2 T D D D C Z')
    expect(tagsIn(messages)).toEqual(['SELECT 3'])
  })

  test('that describe a statement tell its parameters and columns; the script is asked once', async () => {
    const server = serverOf(() => ({ rows: ROWS }), ANYBODY)
    const messages = await conversationWith(
      server,
      parse('s', 'select $1, $2'),
      describing('S', 's'),
      describing('S', 's'),
      flush,
      bind('', 's', 'x', 'y'),
      execute(),
      sync,
      bind('', 's', 'x', 'y'),
      execute(),
      sync,
    )
    expect(typesOf(messages)).toBe('1 t T t T 2 D D D C Z 2 D D D C Z')
    expect(messages[1]?.text).toBe('\0\x02\0\0\0\x19\0\0\0\x19')
    expect(server.asked).toEqual([
      ['select $1, $2', undefined],
      ['select $1, $2', ['x', 'y']],
    ])
  })

  test('tell what was asked for when the client wants to see it, before all is over', async () => {
    const stream = serverOf(() => ({ rows: ROWS }), ANYBODY).connect()
    stream.write(Buffer.concat([startup({ user: 'student' }), parse('', 'select 1')]))
    stream.write(Buffer.concat([describing('S'), flush]))
    let heard = ''
    for await (const chunk of stream) {
      heard += typesOf(messagesIn(chunk))
      if (heard.endsWith('1 t T')) break
    }
    expect(heard).toContain('Z1 t T')
  })

  test('know the types that the client has named', async () => {
    const named = message('P', string(''), string('select 1'), int16(1), int32(20))
    const messages = await conversation(named, describing('S'), bind('', '', '7'), sync)
    expect(messages[1]).toEqual({ type: 't', text: '\0\x01\0\0\0\x14' })
    expect(typesOf(messages)).toBe('1 t T 2 Z')
  })

  test.each([
    ['2026-01-02T03:04:05.678Z', '2026-01-02 03:04:05.678+00'],
    ['2026-01-02T03:04:10.500Z', '2026-01-02 03:04:10.5+00'],
    ['2026-01-02T03:04:00.000Z', '2026-01-02 03:04:00+00'],
    ['0098-01-02T03:04:05.000Z', '0098-01-02 03:04:05+00'],
    ['+012026-01-02T03:04:05.000Z', '12026-01-02 03:04:05+00'],
    ['-000043-03-15T12:00:00.000Z', '0044-03-15 12:00:00+00 BC'],
  ])('write a moment as a real server does: %s', async (iso, text) => {
    const server = serverOf(() => ({ rows: [{ at: new Date(iso) }] }), ANYBODY)
    const [, row] = await conversationWith(server, query('select at'))
    expect(row?.text.slice(6)).toBe(text)
  })

  test('that describe what has no rows say so', async () => {
    const messages = await conversation(
      parse('', 'delete from posts'),
      describing('S'),
      bind('', ''),
      describing('P'),
      execute(),
      parse('', ''),
      describing('S'),
      bind('', ''),
      describing('P'),
      execute(),
      sync,
    )
    expect(typesOf(messages)).toBe('1 t n 2 n C 1 t n 2 n I Z')
    expect(tagsIn(messages)).toEqual(['DELETE 5'])
  })

  test.each([
    ['select 1', 'SELECT 3'],
    ['(select 1) union (select 2)', 'SELECT 5'],
    ['values (1), (2)', 'SELECT 5'],
    ['table posts', 'SELECT 5'],
    ['with a (id) as (select 1), b as (table a) select * from b', 'SELECT 5'],
    ['with a as (select 4) insert into b select * from a', 'INSERT 0 5'],
    ['-- a comment\n/* and\nanother */ DELETE from posts', 'DELETE 5'],
    ["update posts set title = 'a;b'", 'UPDATE 5'],
    ['merge into posts using news on true when matched then delete', 'MERGE 5'],
    ['fetch 5 from c', 'FETCH 5'],
    ['create table a (b int)', 'CREATE TABLE'],
    ['create temporary table a as (select 1)', 'SELECT 5'],
    ['create unlogged table a (b int)', 'CREATE TABLE'],
    ['create unique index a on b (c)', 'CREATE INDEX'],
    ['create or replace view a as select 1', 'CREATE VIEW'],
    ['create materialized view a as select 1', 'SELECT 5'],
    ['drop materialized view a', 'DROP MATERIALIZED VIEW'],
    ['refresh materialized view a', 'REFRESH MATERIALIZED VIEW'],
    ['alter table a rename to b', 'ALTER TABLE'],
    ['truncate a', 'TRUNCATE TABLE'],
    ['lock a', 'LOCK TABLE'],
    ['start transaction', 'START TRANSACTION'],
    ['end', 'COMMIT'],
    ['abort', 'ROLLBACK'],
    ['savepoint a', 'SAVEPOINT'],
    ["set a = 'b'", 'SET'],
    ['show a', 'SHOW'],
  ])('call a command as a real server does: %s', async (text, tag) => {
    expect(tagsIn(await conversation(query(text)))).toEqual([tag])
  })

  test('that ask for a few rows at a time get them', async () => {
    const messages = await conversation(
      query('begin'),
      parse('', 'select n'),
      bind('p', ''),
      execute('p', 2),
      sync,
      execute('p', 2),
      execute('p', 2),
      close('P', 'p'),
      execute('p', 2),
      sync,
    )
    expect(typesOf(messages)).toBe('C Z 1 2 D D s Z D C C 3 E Z')
    expect(tagsIn(messages)).toEqual(['BEGIN', 'SELECT 1', 'SELECT 0'])
    expect(codesIn(messages)).toEqual(['34000'])
  })

  test('that execute a change twice fail', async () => {
    const messages = await conversation(
      parse('', 'delete'),
      bind('', ''),
      execute(),
      execute(),
      sync,
    )
    expect(typesOf(messages)).toBe('1 2 C E Z')
    expect(codesIn(messages)).toEqual(['55000'])
  })

  test('after an error have no meaning, up to Sync', async () => {
    const messages = await conversation(
      parse('', 'listen x'),
      bind('', ''),
      describing('P'),
      execute(),
      query('select 1'),
      parse('', 'select 1'),
      sync,
      query('select 1'),
    )
    expect(typesOf(messages)).toBe('1 2 E Z T D D D C Z')
  })

  test.each([
    ['a portal that is not there', [execute('p')], '34000'],
    ['a portal that is gone', [parse('', 'select'), bind('p', ''), sync, execute('p')], '34000'],
    ['a statement that is not there', [bind('', 's')], '26000'],
    [
      'a statement that is closed',
      [parse('s', 'select'), close('S', 's'), describing('S', 's')],
      '26000',
    ],
    ['no statement', [describing('S')], '26000'],
    [
      'a statement that a simple query has replaced',
      [parse('', 'select'), query('select'), bind('', '')],
      '26000',
    ],
    ['the name of another statement', [parse('s', 'select'), parse('s', 'select')], '42P05'],
    ['the name of another portal', [parse('', 'select'), bind('p', ''), bind('p', '')], '42P03'],
    ['a description of nothing', [describing('X')], '08P01'],
    ['a closing of nothing', [close('X')], '08P01'],
    ['a message that is too short', [message('E', string(''))], '08P01'],
    ['a message that is too long', [message('Q', string('select'), string('more'))], '08P01'],
    [
      'a value of an impossible length',
      [
        parse('', 'select $1'),
        message('B', string(''), string(''), int16(0), int16(1), int32(-2), int16(0)),
      ],
      '08P01',
    ],
    ['a text without an end', [message('Q', Buffer.from('select'))], '08P01'],
  ])('fail with %s', async (_, said, code) => {
    const messages = await conversation(...said, sync, query('select 1'))
    expect(codesIn(messages)).toEqual([code])
    expect(typesOf(messages)).toMatch(/T D D D C Z$/)
  })

  test('of an end that comes with a query end the connection when it is answered', async () => {
    expect(typesOf(await conversation(query('select 1'), message('X'), query('select 2')))).toBe(
      'T D D D C Z',
    )
  })

  test.each([
    ['of an unknown type', Buffer.from('hello')],
    ['of an impossible length', Buffer.concat([Buffer.from('Q'), int32(3)])],
    ['of an absurd length', Buffer.from('Q and so on')],
    [
      'of a length that is absurd for their type',
      Buffer.concat([Buffer.from('S'), int32(100_000)]),
    ],
  ])('%s are an error, and the connection is closed', async (_, garbage) => {
    const server = serverOf(undefined, ANYBODY)
    const messages = await conversationWith(server, garbage)
    expect(messages.map(({ text }) => text.slice(0, 7))).toEqual(['SFATAL\0'])
    expect(codesIn(messages)).toEqual(['08P01'])
    expect(server.ends.map(({ destroyed }) => destroyed)).toEqual([true])
  })

  test.each<[string, Buffer, string]>([
    ['of another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n'), '08P01'],
    ['of zeros', Buffer.alloc(64), '08P01'],
    ['of another version', startup({ user: 'student' }, 2 << 16), '0A000'],
    ['of nobody', startup({}), '28000'],
    ['that are cut off', Buffer.concat([int32(9), int32(3 << 16), Buffer.from('u')]), '08P01'],
  ])('%s are refused, and the connection is closed', async (_, garbage, code) => {
    const server = serverOf(undefined, ANYBODY)
    const stream = server.connect()
    stream.write(garbage)
    expect(codesIn(messagesIn(await buffer(stream)))).toEqual([code])
    stream.end()
    await setImmediate()
    expect(server.ends.map(({ destroyed }) => destroyed)).toEqual([true])
  })

  test.each([
    ['another message than the password', [query('select 1')]],
    ['another way to say the password', [message('p', string('MD5'), int32(-1))]],
    ['no nonce', [message('p', string('SCRAM-SHA-256'), int32(3), Buffer.from('n,,'))]],
    [
      'channel binding',
      [message('p', string('SCRAM-SHA-256'), int32(17), Buffer.from('p=tls,,n=*,r=abcd'))],
    ],
    [
      'another nonce than before',
      [
        message('p', string('SCRAM-SHA-256'), int32(12), Buffer.from('n,,n=*,r=abc')),
        message('p', Buffer.from('c=biws,r=abcd,p=AAAA')),
      ],
    ],
    [
      'another channel binding than before',
      [
        message('p', string('SCRAM-SHA-256'), int32(12), Buffer.from('n,,n=*,r=abc')),
        message('p', Buffer.from('c=eSws,r=abcof-the-simulated-server,p=AAAA')),
      ],
    ],
  ])('of a client that answers with %s are refused', async (_, said) => {
    const stream = serverOf().connect()
    stream.write(Buffer.concat([startup({ user: 'student', database: 'school' }), ...said]))
    expect(codesIn(messagesIn(await buffer(stream)))).toEqual(['08P01'])
  })

  test('may come one byte at a time', async () => {
    const server = serverOf((_, values) => ({ rows: [{ values }] }))
    const [near, far] = duplexPair()
    const behind = server.connect()
    far.pipe(byteByByte()).pipe(behind)
    behind.pipe(byteByByte()).pipe(far)
    const client = await clientOf(server, { stream: () => socketOn(near) })
    expect((await client.query('select $1', ['é'])).rows).toEqual([{ values: ['é'] }])
    expect((await client.query('select 1')).rows).toEqual([{ values: [] }])
  })

  test('leave together when the client has to know', async () => {
    const [near, far] = duplexPair()
    const behind = serverOf(() => ({ rows: ROWS })).connect()
    const chunks: Buffer[] = []
    behind.on('data', chunk => chunks.push(chunk))
    far.pipe(behind).pipe(far)
    const client = await clientOf(serverOf(), { stream: () => socketOn(near) })
    chunks.length = 0
    await client.query('select $1', [1])
    expect(chunks.map(chunk => typesOf(messagesIn(chunk)))).toEqual(['1 2 T D D D C Z'])
  })
})

/** Lets through one byte in each turn of the event loop. */
function byteByByte(): Transform {
  return new Transform({
    async transform(chunk: Buffer, _, done) {
      for (const byte of chunk) {
        this.push(Buffer.of(byte))
        await setImmediate()
      }
      done()
    },
  })
}
