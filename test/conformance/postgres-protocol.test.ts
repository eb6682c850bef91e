import net from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  bind,
  close,
  describe as describing,
  execute,
  extended,
  flush,
  int16,
  int32,
  type Message,
  message,
  messagesIn,
  parse,
  query,
  startup,
  string,
  sync,
} from './postgres-messages.ts'
import { inBoth, isInstalled, RealServer, type Script, title } from './postgres-server.ts'

const SELECT = 'select n from generate_series(1, 3) n'
const VALUE = 'select $1::text as value'
const DELETE = 'delete from posts where id < 3'
const BAD = 'select nothing'
const SCRIPT: Script = {
  [SELECT]: { rows: [{ n: 1 }, { n: 2 }, { n: 3 }] },
  [VALUE]: { rows: [{ value: 'x' }] },
  [DELETE]: { affected: 2 },
  [BAD]: { error: { code: '42703', message: 'column "nothing" does not exist' } },
}
const NAMED = message('P', string(''), string(SELECT), int16(1), int32(20))
const IMPOSSIBLE = message('B', string(''), string(''), int16(0), int16(1), int32(-2), int16(0))
const ANYBODY = startup({ user: 'anybody', database: 'school' })
const STUDENT = startup({ user: 'student', database: 'school' })

let real: RealServer

describe.skipIf(!isInstalled)(title, () => {
  beforeAll(async () => {
    real = await RealServer.start()
  })
  afterAll(() => real[Symbol.asyncDispose]())

  const reuse = [bind('', 's', 'x'), execute(), sync]
  test.each<[string, Buffer[]]>([
    ['a simple query', [query(SELECT)]],
    ['two simple queries at once', [query(SELECT), query(DELETE)]],
    ['nothing but who it is', []],
    [
      'an empty query',
      [query(''), parse('', ' '), describing('S'), bind('', ''), describing('P'), execute(), sync],
    ],
    ['an extended query', [extended(VALUE, 'x'), sync]],
    ['several, and one Sync', [extended(SELECT), extended(VALUE, 'x'), extended(DELETE), sync]],
    [
      'the description of a statement',
      [parse('s', VALUE), describing('S', 's'), flush, ...reuse, ...reuse],
    ],
    [
      'the description of a change',
      [parse('', DELETE), describing('S'), bind('', ''), describing('P'), execute(), sync],
    ],
    [
      'rows, a few at a time',
      [
        query('begin'),
        parse('', SELECT),
        bind('p', ''),
        execute('p', 2),
        sync,
        execute('p', 2),
        execute('p', 2),
        sync,
      ],
    ],
    [
      'all rows, and one more',
      [parse('', SELECT), bind('', ''), execute('', 3), execute('', 3), execute(), sync],
    ],
    ['more rows than there are', [parse('', SELECT), bind('', ''), execute('', 10), sync]],
    ['a change with a limit', [parse('', DELETE), bind('', ''), execute('', 1), sync]],
    ['a change, twice', [parse('', DELETE), bind('', ''), execute(), execute(), sync]],
    ['an unknown portal', [execute('p'), sync]],
    ['an unnamed portal that is not there', [describing('P'), sync]],
    [
      'a portal after its transaction',
      [parse('', SELECT), bind('p', ''), sync, execute('p'), sync],
    ],
    ['a closed portal', [parse('', SELECT), bind('p', ''), close('P', 'p'), execute('p'), sync]],
    ['an unknown statement', [bind('', 's'), sync]],
    ['an unnamed statement that is not there', [describing('S'), sync]],
    ['a closed statement', [parse('s', SELECT), close('S', 's'), describing('S', 's'), sync]],
    ['closing what is not there', [close('S', 's'), close('P', 'p'), sync]],
    [
      'a statement that a simple query has replaced',
      [parse('', SELECT), query(''), bind('', ''), sync],
    ],
    ['a name that is taken', [parse('s', SELECT), parse('s', SELECT), sync]],
    ['the name of a portal that is taken', [parse('', SELECT), bind('p', ''), bind('p', ''), sync]],
    ['a wrong description', [describing('X'), sync]],
    ['a wrong closing', [close('X'), sync]],
    ['a message that is too short', [message('E', string('')), sync]],
    ['a value of an impossible length', [parse('', VALUE), IMPOSSIBLE, sync]],
    ['a type that the client has named', [NAMED, describing('S'), bind('', '', '7'), sync]],
    ['a message that lacks a text', [message('B', string('')), sync]],
    ['a message that is too long', [message('Q', string(SELECT), string('more')), query(SELECT)]],
    ['a text without an end', [message('Q', Buffer.from('select')), query(SELECT)]],
    [
      'a COPY that nobody began',
      [message('d', Buffer.from('x')), message('c'), message('f', string('x')), query(SELECT)],
    ],
    ['an unknown type', [Buffer.from('hello, world'), query(SELECT)]],
    ['an end, and what is behind it', [query(SELECT), message('X'), query(SELECT)]],
  ])('the messages are the same: %s', async (_, said) => {
    const all = Buffer.concat([ANYBODY, ...said])
    const [first, second] = await inBoth(real, 'anybody', SCRIPT, address => talk(address, all))
    expect(second).toEqual(first)
  })

  // When a query is read, a real server sees some errors for which the fake one has to ask its script.
  test.each<[string, Buffer[]]>([
    ['messages behind it', [extended(BAD), query(SELECT), extended(SELECT), sync, query(SELECT)]],
    [
      'a transaction',
      [query('begin'), extended(BAD), sync, extended(SELECT), sync, query('commit')],
    ],
    ['a statement that is described', [parse('s', BAD), describing('S', 's'), bind('', 's'), sync]],
  ])('the outcomes are the same: an error and %s', async (_, said) => {
    const all = Buffer.concat([ANYBODY, ...said])
    const [first, second] = await inBoth(real, 'anybody', SCRIPT, async address =>
      (await talk(address, all)).filter(([type]) => /[ECZ]/.test(type)),
    )
    expect(second).toEqual(first)
  })

  test.each<[string, Buffer]>([
    ['somebody without a name', startup({})],
    ['another version', startup({ user: 'student' }, 4 << 16)],
    ['a request for encryption', Buffer.concat([int32(8), int32(80877103)])],
    ['a request to cancel', Buffer.concat([int32(16), int32(80877102), int32(1), int32(2)])],
    ['another answer than a password', Buffer.concat([STUDENT, query(SELECT)])],
    ['another way to say it', Buffer.concat([STUDENT, message('p', string('MD5'), int32(-1))])],
  ])('the messages at the door are the same: %s', async (_, said) => {
    const [first, second] = await inBoth(real, 'student', {}, address => talk(address, said))
    expect(second).toEqual(first)
  })
})

/** What a server says to somebody who says all this at once. */
async function talk(address: string, said: Buffer): Promise<[type: string, ...unknown[]][]> {
  const { hostname, port } = new URL(address)
  const socket = net.connect(Number(port || 5432), hostname)
  socket.end(said)
  const heard = await buffer(socket)
  // "No" to encryption is the one answer that is no message.
  return heard.length === 1 ? [[heard.toString()]] : messagesIn(heard).map(comparable)
}

/** A message without what is each server's own. */
function comparable({ type, text }: Message): [type: string, ...unknown[]] {
  const parts = text.split('\0')
  // Which process it is, and where in its source an error was.
  if (type === 'K') return [type]
  if (type === 'E') return [type, ...parts.filter(field => /^[SVCM]/.test(field))]
  if (type === 'S' && parts[0] === 'server_version') return [type, parts[0]]
  // Of columns the name of the first: the rest is compared by what a client makes of it.
  if (type === 'T') return [type, text.slice(2).split('\0')[0]]
  return [type, text]
}
