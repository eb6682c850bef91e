import { type Duplex, duplexPair } from 'node:stream'
import mysqlCallbacks from 'mysql2'
import {
  type Connection,
  type ConnectionOptions,
  createConnection,
  createPool,
  TypedParameter,
} from 'mysql2/promise'
import { describe, expect, test } from 'vitest'
import { mysql } from '../../../src/lab/servers/databases/mysql/protocol.ts'
import type {
  Answer,
  Failure,
  Login,
  Row,
  Session,
  Success,
} from '../../../src/lab/servers/databases/session.ts'

/** What a stub of the script answers to a query. */
type Script = (text: string, values: readonly unknown[]) => Answer | Promise<Answer>

const LOGIN: Login = { user: 'ada', password: 'secret', database: 'shop' }
const ANYBODY: Login = { user: '', password: '', database: '' }

function sessionOf(script: Script, login: Login): Session {
  return {
    login,
    ask: async (text, values = []) => script(text, values),
    refuse: feature => failure(undefined, `${feature} is not simulated`),
  }
}

function success(given: Partial<Success> = {}): Success {
  return { rows: undefined, affected: 0, insertId: 0, reply: 'OK', cut: false, ...given }
}

function failure(code: string | undefined, message: string): Failure {
  return { error: { code, message }, cut: false }
}

const never = () => new Promise<Answer>(() => {})
const nothing: Script = () => success()
const rowsOf =
  (...rows: Row[]): Script =>
  () =>
    success({ rows })

/** Two ends of a connection; the client's hangs up when the server does, as a socket would. */
function connected(): [client: Duplex, server: Duplex] {
  const [client, server] = duplexPair()
  client.allowHalfOpen = false
  return [client, server]
}

/** A client's end of a connection with a server that answers by a script. */
function serve(script: Script, login = LOGIN): Duplex {
  const [client, server] = connected()
  mysql(server, sessionOf(script, login))
  return client
}

function optionsOf(script: Script, options: ConnectionOptions = {}): ConnectionOptions {
  return { ...LOGIN, stream: () => serve(script), ...options }
}

function connect(script: Script = nothing, options: ConnectionOptions = {}) {
  return createConnection(optionsOf(script, options))
}

/** The rows of a query, as the real client reads them. */
async function selected(script: Script): Promise<unknown> {
  await using connection = await connect(script)
  const [rows] = await connection.query('SELECT a FROM b')
  return rows
}

/** The same over a prepared statement. */
async function executed(script: Script): Promise<unknown> {
  await using connection = await connect(script)
  const [rows] = await connection.execute('SELECT a FROM b')
  return rows
}

/** A query as a text, and as a prepared statement. */
function bothWays(connection: Connection) {
  return [
    (sql: string, values: string[] = []) => connection.query(sql, values),
    (sql: string, values: string[] = []) => connection.execute(sql, values),
  ] as const
}

/** The error of something that fails. */
async function failed(promise: Promise<unknown>): Promise<unknown> {
  const value = await promise.then(
    () => 'no error',
    error => error,
  )
  return value
}

describe('who may come in', () => {
  test('the right user with the right password', async () => {
    await using connection = await connect()
    await expect(connection.ping()).resolves.toBeTruthy()
  })

  test.for([
    ['a wrong password', { password: 'guess' }, 'YES'],
    ['no password', { password: '' }, 'NO'],
    ['another user', { user: 'ada lovelace' }, 'YES'],
  ] as const)('%s is refused', async ([, options, used]) => {
    const { user } = { ...LOGIN, ...options }
    expect(await failed(connect(nothing, options))).toMatchObject({
      code: 'ER_ACCESS_DENIED_ERROR',
      errno: 1045,
      sqlState: '28000',
      message: `Access denied for user '${user}'@'localhost' (using password: ${used})`,
    })
  })

  test('another database is unknown', async () => {
    expect(await failed(connect(nothing, { database: 'shops' }))).toMatchObject({
      code: 'ER_BAD_DB_ERROR',
      errno: 1049,
      sqlState: '42000',
      message: "Unknown database 'shops'",
    })
  })

  test('no database need be chosen', async () => {
    await using connection = await connect(nothing, { database: '' })
    await expect(connection.ping()).resolves.toBeTruthy()
  })

  test('anybody, where the address says nothing', async () => {
    await using connection = await createConnection({
      user: 'anybody',
      stream: () => serve(nothing, ANYBODY),
    })
    await expect(connection.ping()).resolves.toBeTruthy()
  })

  test('a connection is ended by the server after it has refused somebody', async () => {
    const client = serve(nothing)
    const { promise, resolve } = Promise.withResolvers<void>()
    client.on('end', resolve)
    await failed(createConnection({ ...LOGIN, password: 'x', stream: () => client }))
    await promise
  })

  test('a user can be changed on an open connection', async () => {
    await using connection = await connect()
    await connection.changeUser({ user: 'ada', password: 'secret', database: 'shop' })
    await expect(connection.ping()).resolves.toBeTruthy()
  })

  test('a change to a user with a wrong password is refused', async () => {
    const connection = await connect()
    connection.on('error', () => {})
    expect(await failed(connection.changeUser({ password: 'guess' }))).toMatchObject({
      code: 'ER_ACCESS_DENIED_ERROR',
    })
  })

  test('who wants TLS learns that the server has none', async () => {
    expect(await failed(connect(nothing, { ssl: {} }))).toMatchObject({
      code: 'HANDSHAKE_NO_SSL_SUPPORT',
    })
  })

  test('who wants compression goes without', async () => {
    await using connection = await connect(rowsOf({ a: 1 }), { compress: true })
    const [rows] = await connection.query('SELECT a FROM b')
    expect(rows).toEqual([{ a: 1 }])
  })

  test('who writes in another character set than UTF-8 is refused', async () => {
    expect(await failed(connect(nothing, { charset: 'LATIN1_SWEDISH_CI' }))).toMatchObject({
      code: 'ER_UNKNOWN_ERROR',
      message: 'a character set other than UTF-8 is not simulated',
    })
  })
})

describe('values of rows', () => {
  const date = new Date(2024, 1, 29, 23, 59, 58, 123)
  const cases: [what: string, value: unknown, read?: unknown][] = [
    ['text', 'text'],
    ['empty text', ''],
    ['text with quotes', `it's "quoted" \\ and \0 ended`],
    ['unicode', 'Grüße, 世界, 🚀'],
    ['long text', 'x'.repeat(100_000)],
    ['true', true, 1],
    ['false', false, 0],
    ['zero', 0],
    ['a negative number', -5],
    ['the largest number of four bytes', 2 ** 31 - 1],
    ['the smallest number of four bytes', -(2 ** 31)],
    ['a number of eight bytes', 2 ** 31],
    ['the largest exact number', Number.MAX_SAFE_INTEGER],
    ['the smallest exact number', Number.MIN_SAFE_INTEGER],
    ['a bigint', 123n, 123],
    ['a bigint of more than eight bytes', 2n ** 70n, '1180591620717411303424'],
    ['a fraction', 0.1],
    ['a large number', 1e300],
    ['a small number', -5e-324],
    ['null', null],
    ['nothing', undefined, null],
    ['no number', Number.NaN, null],
    ['a date', date],
    ['a date without fractions of a second', new Date(2024, 0, 1)],
    ['an array', [1, 'two', null]],
    ['an object', { a: { b: 'ü' } }],
    ['bytes', Buffer.from([0, 255, 39])],
    ['no bytes', Buffer.alloc(0)],
    ['typed bytes', new Uint8Array([1, 2]), Buffer.from([1, 2])],
  ]
  test.for(cases)('%s in a query', async ([, value, read = value]) => {
    expect(await selected(rowsOf({ a: value }))).toEqual([{ a: read }])
  })

  test.for(cases)('%s in a prepared statement', async ([, value, read = value]) => {
    expect(await executed(rowsOf({ a: value }))).toEqual([{ a: read }])
  })

  test.for([
    ['numbers of different size', [1, 2 ** 40, 0.5, null], [1, 2 ** 40, 0.5, null]],
    ['numbers and booleans', [true, 2], [1, 2]],
    ['numbers and texts', [1, 'two', false], ['1', 'two', '0']],
    ['a text and a date', ['never', new Date(2024, 0, 2)], ['never', '2024-01-02 00:00:00']],
    ['texts and bytes', ['a', Buffer.from('b')], ['a', 'b']],
    ['texts and objects', ['a', { b: 1 }], ['a', { b: 1 }]],
    ['nothing and a text', [undefined, 'a'], [null, 'a']],
  ] as const)('a column has one type for %s', async ([, values, read]) => {
    const script = rowsOf(...values.map(a => ({ a })))
    const rows = read.map(a => ({ a }))
    expect(await selected(script)).toEqual(rows)
    expect(await executed(script)).toEqual(rows)
  })

  test('an exact bigint is read as text where the client asks for it', async () => {
    const options = { supportBigNumbers: true, bigNumberStrings: true }
    await using connection = await connect(rowsOf({ a: 2n ** 62n }), options)
    const [rows] = await connection.query('SELECT a FROM b')
    expect(rows).toEqual([{ a: '4611686018427387904' }])
    const [again] = await connection.execute('SELECT a FROM b')
    expect(again).toEqual([{ a: '4611686018427387904' }])
  })

  test('a date that MySQL could not hold is an invalid one', async () => {
    const script = rowsOf({ a: new Date(Number.NaN) }, { a: new Date('+012345-01-01') })
    for (const rows of [await selected(script), await executed(script)]) {
      expect((rows as { a: Date }[]).map(({ a }) => a.getTime())).toEqual([Number.NaN, Number.NaN])
    }
  })

  test('a row has its columns in their order', async () => {
    const row = { z: 1, a: 'b', m: null }
    const [rows] = [await selected(rowsOf(row, row))] as [Row[]]
    expect(rows.map(Object.keys)).toEqual([
      ['z', 'a', 'm'],
      ['z', 'a', 'm'],
    ])
  })

  test('columns are told with their types', async () => {
    await using connection = await connect(rowsOf({ n: 1, t: 'x', d: new Date(0), o: {} }))
    const [, fields] = await connection.query('SELECT n, t, d, o FROM b')
    expect(fields.map(({ name, columnType }) => [name, columnType])).toEqual([
      ['n', mysqlCallbacks.Types.LONG],
      ['t', mysqlCallbacks.Types.VAR_STRING],
      ['d', mysqlCallbacks.Types.DATETIME],
      ['o', mysqlCallbacks.Types.JSON],
    ])
  })

  test('a result without rows', async () => {
    expect(await selected(rowsOf())).toEqual([])
    expect(await executed(rowsOf())).toEqual([])
  })

  test('ten thousand rows', async () => {
    const rows = Array.from({ length: 10_000 }, (_, id) => ({ id, name: `number ${id}` }))
    expect(await selected(rowsOf(...rows))).toEqual(rows)
    expect(await executed(rowsOf(...rows))).toEqual(rows)
  })

  test('forty columns, every third of them null', async () => {
    const row = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`c${at}`, at % 3 === 0 ? null : at]),
    )
    expect(await executed(rowsOf(row))).toEqual([row])
  })

  test('a text that is too long for one packet', async () => {
    const a = 'x'.repeat(0xffffff + 10)
    expect(await selected(rowsOf({ a }))).toEqual([{ a }])
  })
})

describe('what a query asks', () => {
  /** What arrives at the script. */
  async function asked(run: (connection: Connection) => Promise<unknown>): Promise<unknown[]> {
    const seen: unknown[] = []
    await using connection = await connect((text, values) => {
      seen.push(text, values)
      return success()
    })
    await run(connection)
    return seen
  }

  test('the text of a query has its values in it', async () => {
    const sql = 'SELECT ? FROM b WHERE c = ? AND d IN (?)'
    expect(await asked(connection => connection.query(sql, ["it's", null, [1, 2]]))).toEqual([
      "SELECT 'it\\'s' FROM b WHERE c = NULL AND d IN (1, 2)",
      [],
    ])
  })

  test('a query that begins with SET is one like any other', async () => {
    expect(await asked(connection => connection.query('SET @a = 1'))).toEqual(['SET @a = 1', []])
  })

  const date = new Date(2024, 1, 29, 23, 59, 58, 123)
  test.for<[what: string, value: unknown, arrived?: unknown]>([
    ['text', 'text'],
    ['empty text', ''],
    ['unicode', "Grüße 🚀 it's"],
    ['long text', 'x'.repeat(100_000)],
    ['a number', 42],
    ['a negative number', -1],
    ['a fraction', 0.5],
    ['true', true, 1],
    ['false', false, 0],
    ['a bigint', 2n ** 60n, '1152921504606846976'],
    ['null', null],
    ['a date', date],
    ['a date at midnight', new Date(2024, 0, 1)],
    ['bytes', Buffer.from([0, 255])],
    ['an object', { a: ['ü'] }],
    ['an array', [1, 2]],
  ])('%s is a value of a prepared statement', async ([, value, arrived = value]) => {
    const sql = 'SELECT a FROM b WHERE c = ?'
    const seen = await asked(connection => connection.execute(sql, [value as string]))
    expect(seen).toEqual([sql, [arrived]])
  })

  test.for<[type: keyof TypedParameter, value: unknown, arrived?: unknown]>([
    ['TINY', -1],
    ['SHORT', -300],
    ['LONG', -70_000],
    ['LONGLONG', -(2 ** 40)],
    ['LONGLONG', 2n ** 62n],
    ['YEAR', 2024],
    ['FLOAT', 0.5],
    ['DOUBLE', 0.1],
    ['NEWDECIMAL', '1.10'],
    ['DATE', new Date(2024, 0, 1)],
    ['TIMESTAMP', date],
    ['TIME', '-25:02:03', '-25:02:03'],
    ['TIME', '00:00:00.000500'],
    ['TIME', '00:00:00'],
    ['JSON', '{"a":1}', { a: 1 }],
    ['VARCHAR', 'text'],
    ['STRING', 'text'],
    ['LONG_BLOB', Buffer.from('bytes')],
    ['NULL', null],
  ])('a value that is declared as %s', async ([type, value, arrived = value]) => {
    const factory = TypedParameter[type] as (value: unknown) => never
    const seen = await asked(connection => connection.execute('SELECT ?', [factory(value)]))
    expect(seen).toEqual(['SELECT ?', [arrived]])
  })

  test('a value without a sign', async () => {
    const { LONG, LONGLONG } = TypedParameter
    const values = [LONG.unsigned(4_000_000_000), LONGLONG.unsigned(2n ** 63n)]
    const seen = await asked(connection => connection.execute('SELECT ?, ?', values as never[]))
    expect(seen).toEqual(['SELECT ?, ?', [4_000_000_000, 2n ** 63n]])
  })

  test('twenty values, some of them null', async () => {
    const values = Array.from({ length: 20 }, (_, at) => (at % 3 === 0 ? null : at))
    const sql = `SELECT ${values.map(() => '?').join(', ')}`
    expect(await asked(connection => connection.execute(sql, values))).toEqual([sql, values])
  })

  test('a question mark in quotes or in a comment asks for no value', async () => {
    const sql = "SELECT 'a?\\'?', \"?\", `?`, ? -- ?\n, ? /* ? */ # ?"
    expect(await asked(connection => connection.execute(sql, [1, 2]))).toEqual([sql, [1, 2]])
  })

  test('a statement is prepared once and executed several times', async () => {
    const sql = 'SELECT ?'
    const seen = await asked(async connection => {
      const statement = await connection.prepare(sql)
      await statement.execute([1])
      await statement.execute(['two'])
      await statement.close()
      await connection.ping()
    })
    expect(seen).toEqual([sql, [1], sql, ['two']])
  })

  test('the database that is there can be used, another one is unknown', async () => {
    await using connection = await connect()
    await connection.query('USE `shop`')
    expect(await failed(connection.query('use shops;'))).toMatchObject({ code: 'ER_BAD_DB_ERROR' })
  })
})

describe('what a query did', () => {
  test.for([
    ['INSERT INTO a VALUES (1)', { affected: 1, insertId: 7 }, ''],
    ['INSERT INTO a VALUES (1), (2)', { affected: 2 }, 'Records: 2  Duplicates: 0  Warnings: 0'],
    ['UPDATE a SET b = 1', { affected: 3 }, 'Rows matched: 3  Changed: 3  Warnings: 0'],
    ['DELETE FROM a', { affected: 70_000 }, ''],
    ['DELETE FROM a', { affected: 2 ** 24, insertId: 2 ** 40 }, ''],
    ['DELETE FROM a', { affected: 300 }, ''],
  ] as const)('%s with %o', async ([sql, changes, info]) => {
    await using connection = await connect(() => success(changes))
    const { affected, insertId } = success(changes)
    const expected = { affectedRows: affected, insertId, info, warningStatus: 0 }
    for (const ask of bothWays(connection)) {
      const [result] = await ask(sql)
      expect(result).toMatchObject(expected)
    }
  })

  test('it is told whether a transaction is open, and whether changes are committed at once', async () => {
    await using connection = await connect()
    const statuses: unknown[] = []
    for (const sql of [
      'SELECT 1',
      'START TRANSACTION',
      'SAVEPOINT a',
      'ROLLBACK TO a',
      'COMMIT',
      'begin',
      'rollback',
      'SET autocommit = 0',
      'SET autocommit = 1',
    ]) {
      const [result] = await connection.query(sql)
      statuses.push((result as { serverStatus: number }).serverStatus)
    }
    expect(statuses).toEqual([2, 3, 3, 3, 2, 3, 2, 0, 2])
  })

  test('a reset closes the transaction and the statements', async () => {
    await using connection = await connect()
    await connection.beginTransaction()
    const statement = await connection.prepare('SELECT ?')
    await connection.reset()
    const [result] = await connection.query('SET @a = 1')
    expect(result).toMatchObject({ serverStatus: 2 })
    expect(await failed(statement.execute([1]))).toMatchObject({ code: 'ER_UNKNOWN_STMT_HANDLER' })
    await expect(connection.ping()).resolves.toBeTruthy()
  })
})

describe('errors', () => {
  test.for([
    ['ER_NO_SUCH_TABLE', 1146, '42S02'],
    ['ER_DUP_ENTRY', 1062, '23000'],
    ['ER_LOCK_WAIT_TIMEOUT', 1205, 'HY000'],
    ['ER_LOCK_DEADLOCK', 1213, '40001'],
    ['ER_PARSE_ERROR', 1064, '42000'],
  ] as const)('%s has its number and its state', async ([code, errno, sqlState]) => {
    await using connection = await connect(() => failure(code, 'Ein Fehler: ü'))
    for (const ask of bothWays(connection)) {
      expect(await failed(ask('SELECT 1'))).toMatchObject({
        code,
        errno,
        sqlState,
        message: 'Ein Fehler: ü',
      })
    }
    await expect(connection.ping()).resolves.toBeTruthy()
  })

  test.for([undefined, 'NO_SUCH_CODE', '1146'])('%s is an unknown error', async code => {
    await using connection = await connect(() => failure(code, 'what it says'))
    expect(await failed(connection.query('SELECT 1'))).toMatchObject({
      code: 'ER_UNKNOWN_ERROR',
      errno: 1105,
      sqlState: 'HY000',
      message: 'what it says',
    })
  })

  test.for(['', ' \n', '/* nothing */ -- at all'])('%j is an empty query', async sql => {
    await using connection = await connect()
    expect(await failed(connection.query(sql))).toMatchObject({
      code: 'ER_EMPTY_QUERY',
      sqlState: '42000',
    })
  })

  test('a script that throws ends the connection with what it said', async () => {
    const connection = await connect(() => {
      throw new Error('the script is wrong')
    })
    expect(await failed(connection.query('SELECT 1'))).toMatchObject({
      message: 'the script is wrong',
    })
  })
})

describe('several queries', () => {
  test('queries of one connection are answered in their order', async () => {
    const answers = ['slow', 'fast'].map(name => ({ name, ...Promise.withResolvers<Answer>() }))
    const asked: string[] = []
    await using connection = await connect((text, _values) => {
      asked.push(text)
      return answers.find(({ name }) => text.includes(name))?.promise ?? never()
    })
    const queries = [connection.query('SELECT slow'), connection.query('SELECT fast')]
    for (const { name, resolve } of answers.toReversed()) resolve(success({ rows: [{ name }] }))
    const results = await Promise.all(queries)
    expect(results.map(([rows]) => rows)).toEqual([[{ name: 'slow' }], [{ name: 'fast' }]])
    expect(asked).toEqual(['SELECT slow', 'SELECT fast'])
  })

  test('several connections at once, each with its own', async () => {
    const connections = await Promise.all([1, 2, 3].map(n => connect(rowsOf({ n }))))
    const results = await Promise.all(connections.map(c => c.query('SELECT n')))
    expect(results.map(([rows]) => rows)).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]])
    await Promise.all(connections.map(connection => connection.end()))
  })

  test('a pool opens connections and ends them', async () => {
    let opened = 0
    const pool = createPool({
      ...optionsOf(rowsOf({ a: 1 })),
      stream: () => {
        opened++
        return serve(rowsOf({ a: 1 }))
      },
      connectionLimit: 2,
      resetOnRelease: true,
    })
    const results = await Promise.all(
      ['query', 'execute', 'query'].map(how => pool[how as 'query']('SELECT a FROM b')),
    )
    expect(results.map(([rows]) => rows)).toEqual([[{ a: 1 }], [{ a: 1 }], [{ a: 1 }]])
    expect(opened).toBe(2)
    await pool.end()
  })

  test('callbacks instead of promises', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    const connection = mysqlCallbacks.createConnection(optionsOf(rowsOf({ a: 1 })))
    connection.query('SELECT a FROM b', (error, rows) => {
      connection.execute('SELECT a FROM b', (again, more) => resolve([error, rows, again, more]))
    })
    expect(await promise).toEqual([null, [{ a: 1 }], null, [{ a: 1 }]])
    connection.end()
  })

  test('rows one by one', async () => {
    const connection = mysqlCallbacks.createConnection(optionsOf(rowsOf({ a: 1 }, { a: 2 })))
    const rows = await connection.query('SELECT a FROM b').stream().toArray()
    expect(rows).toEqual([{ a: 1 }, { a: 2 }])
    connection.end()
  })
})

describe('connections that end', () => {
  test.for([
    ['rows', success({ rows: [{ a: 'x'.repeat(1000) }, { a: 'y' }], cut: true })],
    ['a number of changed rows', success({ affected: 1, cut: true })],
    ['an error', { ...failure('ER_NO_SUCH_TABLE', 'message'), cut: true }],
  ] as const)('a connection that is cut in the middle of %s is lost', async ([, answer]) => {
    for (const way of [0, 1] as const) {
      const connection = await connect(() => answer)
      expect(await failed(bothWays(connection)[way]('SELECT 1'))).toMatchObject({
        code: 'PROTOCOL_CONNECTION_LOST',
        fatal: true,
      })
    }
  })

  test('a pool lives on after a connection was cut', async () => {
    const answers = [success({ cut: true }), success({ rows: [{ a: 1 }] })]
    const pool = createPool({ ...optionsOf(() => answers.shift() as Answer), connectionLimit: 1 })
    expect(await failed(pool.query('SELECT 1'))).toMatchObject({ code: 'PROTOCOL_CONNECTION_LOST' })
    const [rows] = await pool.query('SELECT 1')
    expect(rows).toEqual([{ a: 1 }])
    await pool.end()
  })

  test.for(['end', 'destroy'] as const)('%s() ends both sides', async how => {
    const client = serve(nothing)
    const { promise, resolve } = Promise.withResolvers<void>()
    client.on('close', resolve)
    const connection = await createConnection({ ...LOGIN, stream: () => client })
    await connection[how]()
    await promise
  })

  test('a client may hang up while a query is open', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const [client, server] = connected()
    mysql(
      server,
      sessionOf(() => promise, LOGIN),
    )
    const connection = await createConnection({ ...LOGIN, stream: () => client })
    const lost = failed(connection.query('SELECT 1'))
    client.destroy()
    server.destroy()
    // An answer that comes too late is said to nobody.
    resolve(success({ rows: [{ a: 1 }] }))
    expect(await lost).toMatchObject({ code: 'PROTOCOL_CONNECTION_LOST' })
  })

  test('a client that says no more is answered before the server hangs up', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const connection = await connect(() => promise)
    const answered = connection.query('SELECT a FROM b')
    // The end of the client's half of the connection: a query is still open.
    connection.destroy()
    resolve(success({ rows: [{ a: 1 }] }))
    const [rows] = await answered
    expect(rows).toEqual([{ a: 1 }])
  })

  test('a client may hang up before it has said anything', async () => {
    const [client, server] = connected()
    mysql(server, sessionOf(nothing, LOGIN))
    const closed = Promise.withResolvers<void>()
    server.on('close', closed.resolve)
    client.resume().end()
    await closed.promise
  })

  test('a stream that breaks is no error of the server', async () => {
    const [client, server] = connected()
    mysql(server, sessionOf(nothing, LOGIN))
    server.destroy(new Error('broken'))
    client.destroy()
  })
})

describe('what is not simulated is refused by its name', () => {
  test.for([
    ['LOAD DATA LOCAL INFILE "a" INTO TABLE b', 'LOAD DATA LOCAL'],
    ['SELECT 1; SELECT 2', 'multiple statements'],
  ] as const)('%s', async ([sql, feature]) => {
    await using connection = await connect(nothing, { multipleStatements: true })
    for (const ask of bothWays(connection)) {
      expect(await failed(ask(sql))).toMatchObject({
        message: `${feature} is not simulated`,
      })
    }
  })

  test('a semicolon at the end, in quotes or in a comment makes no second statement', async () => {
    await using connection = await connect()
    await connection.query("SELECT ';a' /* ;b */; -- ;c\n")
  })

  test.for([
    [0x04, 'COM_FIELD_LIST is not simulated'],
    [0x09, 'COM_STATISTICS is not simulated'],
    [0x12, 'replication (COM_BINLOG_DUMP) is not simulated'],
    [0x1c, 'a cursor (COM_STMT_FETCH) is not simulated'],
    [0xaa, 'Unknown command'],
  ] as const)('command %i', async ([command, message]) => {
    const client = new RawClient(serve(nothing, ANYBODY))
    await client.enter()
    client.send([command, 0, 0, 0, 0])
    expect(await client.reply()).toContain(message)
    client.send([0x0e])
    expect(await client.reply()).toMatch(/^\0/)
  })

  test('another way to prove a password', async () => {
    const client = new RawClient(serve(nothing, ANYBODY))
    await client.reply()
    client.send(response('caching_sha2_password'), 1)
    expect(await client.reply()).toContain('Client does not support authentication protocol')
    await client.ended()
  })

  test('a cursor', async () => {
    const client = new RawClient(serve(nothing, ANYBODY))
    await client.enter()
    client.send([0x16, ...Buffer.from('SELECT 1')])
    await client.reply()
    client.send([0x17, 1, 0, 0, 0, 1, 1, 0, 0, 0])
    expect(await client.reply()).toContain('a cursor is not simulated')
  })
})

/** A client that speaks bytes. */
class RawClient {
  readonly stream: Duplex
  #received = ''
  #wake = () => {}
  #isOver = false

  constructor(stream: Duplex) {
    this.stream = stream
    stream.setEncoding('latin1')
    stream.on('data', text => {
      this.#received += text
      this.#wake()
    })
    stream.on('end', () => {
      this.#isOver = true
      this.#wake()
    })
  }

  /** Gets in where anybody may. */
  async enter(): Promise<void> {
    await this.reply()
    this.send(response('mysql_native_password'), 1)
    expect(await this.reply()).toMatch(/^\0/)
  }

  send(payload: readonly number[], sequence = 0): void {
    this.stream.write(packet(payload, sequence))
  }

  /** The payload of the next packet; nothing, when the server has hung up. */
  async reply(): Promise<string> {
    for (;;) {
      const [a = 0, b = 0, c = 0] = Buffer.from(this.#received.slice(0, 3), 'latin1')
      const end = 4 + a + b * 2 ** 8 + c * 2 ** 16
      if (this.#received.length >= end) {
        const payload = this.#received.slice(4, end)
        this.#received = this.#received.slice(end)
        return payload
      }
      if (this.#isOver) return ''
      await this.#more()
    }
  }

  /** Waits until the server has hung up. */
  async ended(): Promise<void> {
    while (!this.#isOver) await this.#more()
  }

  #more(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve
    })
  }
}

/** What a client says of itself, without a password. */
function response(plugin: string): number[] {
  const flags = [0x00, 0x82, 0x08, 0x00]
  const charset = 45
  const filler = Array<number>(23).fill(0)
  return [
    ...flags,
    0,
    0,
    0,
    0,
    charset,
    ...filler,
    ...nullTerminated('raw'),
    0,
    ...nullTerminated(plugin),
  ]
}

function nullTerminated(text: string): number[] {
  return [...Buffer.from(text), 0]
}

function packet(payload: readonly number[], sequence = 0): Buffer {
  return Buffer.from([payload.length & 0xff, payload.length >> 8, 0, sequence, ...payload])
}

describe('requests that mysql2 does not send', () => {
  test('another database is chosen', async () => {
    const client = new RawClient(serve(nothing, { ...ANYBODY, database: 'shop' }))
    await client.enter()
    client.send([0x02, ...Buffer.from('shop')])
    expect(await client.reply()).toMatch(/^\0/)
    client.send([0x02, ...Buffer.from('shops')])
    expect(await client.reply()).toContain("Unknown database 'shops'")
  })

  test('a statement is executed again without its types, and reset', async () => {
    const seen: unknown[] = []
    const script: Script = (_, values) => {
      seen.push(...values)
      return success()
    }
    const client = new RawClient(serve(script, ANYBODY))
    await client.enter()
    client.send([0x16, ...Buffer.from('SELECT ?')])
    for (let packets = 0; packets < 3; packets++) await client.reply()
    const execute = [0x17, 1, 0, 0, 0, 0, 1, 0, 0, 0]
    client.send([...execute, 0, 1, 10, 0, 4, 0xe8, 0x07, 2, 29])
    expect(await client.reply()).toMatch(/^\0/)
    client.send([0x1a, 1, 0, 0, 0])
    expect(await client.reply()).toMatch(/^\0/)
    client.send([...execute, 0, 0, 0])
    expect(await client.reply()).toMatch(/^\0/)
    expect(seen).toEqual([new Date(2024, 1, 29), new Date(Number.NaN)])
  })
})

describe('bytes', () => {
  /** A client's end whose bytes go to the server, and come from it, one by one. */
  function slowly(script: Script): Duplex {
    const [client, near] = connected()
    const far = serve(script)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', chunk => {
        for (const byte of chunk) to.write(Buffer.of(byte))
      })
      from.on('end', () => to.end())
    }
    return client
  }

  test('packets may come in pieces', async () => {
    const seen: unknown[] = []
    const script: Script = (text, values) => {
      seen.push(text, values)
      return success({ rows: [{ a: 'ü', b: null }] })
    }
    await using connection = await connect(script, { stream: () => slowly(script) })
    for (const ask of bothWays(connection)) {
      const [rows] = await ask('SELECT ?', ['long'.repeat(100)])
      expect(rows).toEqual([{ a: 'ü', b: null }])
    }
    expect(seen.at(-1)).toEqual(['long'.repeat(100)])
  })

  test('several packets may come in one piece, and are answered in their order', async () => {
    const client = new RawClient(serve(text => failure('ER_NO_SUCH_TABLE', `no ${text}`), ANYBODY))
    await client.enter()
    client.stream.write(
      Buffer.concat([packet([3, ...Buffer.from('one')]), packet([3, ...Buffer.from('two')])]),
    )
    expect(await client.reply()).toContain('no one')
    expect(await client.reply()).toContain('no two')
  })

  test('a query that is too long for one packet', async () => {
    const text = 'y'.repeat(0xffffff + 100)
    let length = 0
    await using connection = await connect(sql => {
      length = sql.length
      return success()
    })
    await connection.query(`SELECT '${text}'`)
    expect(length).toBe(text.length + 9)
  })

  test.for([
    ['an HTTP request', 'GET / HTTP/1.1\r\n\r\n', 'Got packets out of order'],
    ['a packet with a wrong number', '\x01\0\0\x07\x01', 'Got packets out of order'],
    ['an empty packet', '\0\0\0\x01', 'Malformed communication packet.'],
    ['a short packet', '\x03\0\0\x01abc', 'Malformed communication packet.'],
    ['a client of the last century', '\x05\0\0\x01\0\0\0\0a', 'Bad handshake'],
  ] as const)('%s instead of a name ends the connection', async ([, bytes, message]) => {
    const client = new RawClient(serve(nothing))
    await client.reply()
    client.stream.write(Buffer.from(bytes, 'latin1'))
    expect(await client.reply()).toContain(message)
    await client.ended()
  })

  test.for([
    ['a packet with a wrong number', packet([0x0e], 3), 'Got packets out of order'],
    ['an empty request', packet([]), 'Malformed communication packet.'],
    ['the name of no statement', packet([0x17, 1, 0]), 'Malformed communication packet.'],
  ] as const)('%s ends the connection', async ([, bytes, message]) => {
    const client = new RawClient(serve(nothing, ANYBODY))
    await client.enter()
    client.stream.write(bytes)
    expect(await client.reply()).toContain(message)
    await client.ended()
  })

  test('a client may hang up after any byte', async () => {
    const bytes = Buffer.concat([
      packet(response('mysql_native_password'), 1),
      packet([0x16, ...Buffer.from('SELECT ?')]),
      packet([0x17, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 253, 0, 1, 65]),
      packet([0x03, ...Buffer.from('SELECT 1')]),
    ])
    for (let length = 0; length <= bytes.length; length++) {
      const client = new RawClient(serve(rowsOf({ a: 1 }), ANYBODY))
      client.stream.end(bytes.subarray(0, length))
      await client.ended()
    }
  })

  test.for([
    ['no types', [0, 0]],
    ['too few types', [0, 1, 253]],
    ['an unknown type', [0, 1, 99, 0, 0]],
    ['too few bytes', [0, 1, 253, 0, 9, 65]],
    ['a length that is none', [0, 1, 253, 0, 0xff]],
    ['JSON that is none', [0, 1, 245, 0, 1, 0x7b]],
  ] as const)('values with %s end the connection', async ([, values]) => {
    const client = new RawClient(serve(nothing, ANYBODY))
    await client.enter()
    client.send([0x16, ...Buffer.from('SELECT ?')])
    for (let packets = 0; packets < 3; packets++) await client.reply()
    client.send([0x17, 1, 0, 0, 0, 0, 1, 0, 0, 0, ...values])
    expect(await client.reply()).toContain('Malformed communication packet.')
    await client.ended()
  })
})
