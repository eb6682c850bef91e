import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import {
  type Connection,
  type ConnectionOptions,
  createConnection,
  createPool,
  type FieldPacket,
} from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { simulate } from '../../src/lab/index.ts'
import type { Reply } from '../../src/lab/servers/databases/script.ts'
import { findProgram, freePort, ServerFolder } from './server-process.ts'

const install = findProgram('mariadb-install-db', 'mysql_install_db')
const daemon = findProgram('mariadbd', 'mysqld')
const skipped = install && daemon ? '' : ' (skipped: not installed)'

const LOGIN = { user: 'ada', password: 'secret', database: 'shop' }
/** What the real server runs when it starts. */
const SETUP = `
  CREATE USER ada@'%' IDENTIFIED BY 'secret';
  GRANT ALL ON *.* TO ada@'%';
  CREATE DATABASE shop;
`

/** A query as a text with its values in it, and as a prepared statement. */
const WAYS = ['query', 'execute'] as const
type Way = (typeof WAYS)[number]

/** A program that uses a database, and what came of it. The same one runs with the fake and with the real one. */
type Program<T> = (address: ConnectionOptions) => Promise<T>

/** A real MariaDB in a temporary folder. */
class RealServer implements AsyncDisposable {
  readonly address: ConnectionOptions
  readonly #folder: ServerFolder

  constructor(folder: ServerFolder, port: number) {
    this.#folder = folder
    this.address = { ...LOGIN, host: '127.0.0.1', port }
  }

  static async start(installer: string, program: string): Promise<RealServer> {
    const folder = new ServerFolder('mysql')
    const data = `--datadir=${path.join(folder.path, 'data')}`
    const setup = path.join(folder.path, 'setup.sql')
    writeFileSync(setup, SETUP)
    folder.run(installer, ['--no-defaults', data, '--skip-test-db'])
    const port = await freePort()
    const server = new RealServer(folder, port)
    const options = {
      'skip-networking': '0',
      'bind-address': '127.0.0.1',
      port: String(port),
      socket: path.join(folder.path, 'socket'),
      'pid-file': path.join(folder.path, 'pid'),
      'init-file': setup,
    }
    const list = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
    await folder.start(program, ['--no-defaults', data, ...list], () => server.run([]))
    return server
  }

  /** Runs statements, one after another. */
  async run(statements: readonly string[]): Promise<void> {
    await using connection = await createConnection(this.address)
    for (const statement of statements) await connection.query(statement)
  }

  /** A database in which nothing is but what some statements put there. */
  prepare(statements: readonly string[]): Promise<void> {
    return this.run([
      'DROP DATABASE shop',
      'CREATE DATABASE shop CHARACTER SET utf8mb4',
      'USE shop',
      ...statements,
    ])
  }

  /** Cuts the connection that works on a query, as soon as there is one. */
  async cut(sql: string): Promise<void> {
    await using connection = await createConnection(this.address)
    for (;;) {
      const [found] = await connection.query(
        'SELECT id FROM information_schema.processlist WHERE info = ?',
        [sql],
      )
      const [{ id } = {}] = found as { id?: number }[]
      if (id !== undefined) return void (await connection.query(`KILL CONNECTION ${id}`))
      await setTimeout(10)
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#folder[Symbol.asyncDispose]()
  }
}

/** The same with a fake that is scripted. */
async function fake<T>(queries: Record<string, Reply>, program: Program<T>): Promise<T> {
  const databases = { 'mysql://ada:secret@fake/shop': { queries } }
  const run = await simulate({ databases }, () => program({ ...LOGIN, host: 'fake' }))
  return run.result
}

/** What a client is told of an error. */
function outcomeOf(error: unknown) {
  const { code, errno, sqlState, message, fatal } = error as Record<string, unknown>
  // MariaDB counts the statements of all connections.
  const text = String(message).replace(/handler \(\d+\)/, 'handler (1)')
  return { error: { code, errno, sqlState, message: text, fatal } }
}

/** What a client is told of a result. */
function outcome([result, fields]: [unknown, FieldPacket[]]) {
  if (fields)
    return { rows: result, fields: fields.map(({ name, columnType: type }) => ({ name, type })) }
  const { affectedRows, insertId, info, warningStatus, serverStatus } = result as Record<
    string,
    number
  >
  return { affectedRows, insertId, info, warningStatus, status: flagsOf(serverStatus) }
}

/** Whether a transaction is open and whether each change is committed: MariaDB also tells other things. */
function flagsOf(serverStatus = 0): number {
  return serverStatus & 3
}

/** Connects, does something and says what came of it, also where it fails. */
function using<T>(
  use: (connection: Connection) => Promise<T>,
  options: ConnectionOptions = {},
): Program<T | ReturnType<typeof outcomeOf>> {
  return async address => {
    try {
      await using connection = await createConnection({ ...address, ...options })
      // Also told to whoever waits for an answer.
      connection.on('error', () => {})
      return await use(connection)
    } catch (error) {
      return outcomeOf(error)
    }
  }
}

function ask(connection: Connection, way: Way, sql: string, values: readonly unknown[] = []) {
  return way === 'query'
    ? connection.query(sql, values as string[])
    : connection.execute(sql, values as string[])
}

const failing = (promise: Promise<unknown>) => promise.then(() => 'no error', outcomeOf)

/** A query, and how it is answered. */
interface Case {
  readonly name: string
  /** What is in the real database. */
  readonly prepare?: readonly string[]
  readonly sql: string
  readonly values?: readonly unknown[]
  /** How the fake is scripted for it. */
  readonly reply: Reply
  readonly options?: ConnectionOptions
  /** Where MariaDB is known to tell something else of the columns, and why. */
  readonly columnsDiffer?: string
  /** Where what an error says depends on the version. */
  readonly messageDiffers?: true
}

const DATE = new Date(2024, 1, 29, 23, 59, 58)
const DATE_WITH_MS = new Date(2024, 1, 29, 23, 59, 58, 123)

/** A table with one column and some values in it. */
const column = (type: string, ...values: readonly string[]) => [
  `CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v ${type})`,
  ...values.map(value => `INSERT INTO t (v) VALUES (${value})`),
]
const select = (
  name: string,
  type: string,
  values: readonly [sql: string, value: unknown][],
): Case => ({
  name,
  prepare: column(type, ...values.map(([sql]) => sql)),
  sql: 'SELECT v FROM t ORDER BY id',
  reply: { rows: values.map(([, v]) => ({ v })) },
})

const BOOKS = [
  'CREATE TABLE books (id INT PRIMARY KEY AUTO_INCREMENT, title VARCHAR(50) UNIQUE, price DOUBLE)',
  "INSERT INTO books (title, price) VALUES ('one', 1.5), ('two', NULL)",
]

const CASES: Case[] = [
  select('texts', 'VARCHAR(100)', [
    ["'text'", 'text'],
    ["''", ''],
    ["'Grüße, 世界, 🚀'", 'Grüße, 世界, 🚀'],
    ["'it\\'s \\\\ \\0'", "it's \\ \0"],
    ['NULL', null],
  ]),
  select('numbers of four bytes', 'INT', [
    ['0', 0],
    ['-5', -5],
    ['2147483647', 2 ** 31 - 1],
    ['-2147483648', -(2 ** 31)],
    ['NULL', null],
  ]),
  select('numbers of eight bytes', 'BIGINT', [
    ['2147483648', 2 ** 31],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ]),
  select('fractions', 'DOUBLE', [
    ['0.1', 0.1],
    ['-1e300', -1e300],
    ['5e-324', 5e-324],
    ['1.7976931348623157e308', Number.MAX_VALUE],
  ]),
  select('booleans', 'BOOLEAN', [
    ['TRUE', true],
    ['FALSE', false],
    ['NULL', null],
  ]),
  select('dates', 'DATETIME', [
    ["'2024-02-29 23:59:58'", DATE],
    ["'2024-01-01'", new Date(2024, 0, 1)],
    ['NULL', null],
  ]),
  select('dates with fractions of a second', 'DATETIME(3)', [
    ["'2024-02-29 23:59:58.123'", DATE_WITH_MS],
    ["'2024-01-01'", new Date(2024, 0, 1)],
  ]),
  {
    ...select('dates as texts', 'DATETIME(3)', [["'2024-02-29 23:59:58.123'", DATE_WITH_MS]]),
    options: { dateStrings: true },
  },
  select('bytes', 'BLOB', [
    ["X'00ff27'", Buffer.from([0, 255, 39])],
    ["''", Buffer.alloc(0)],
  ]),
  {
    ...select('JSON', 'JSON', [
      ['\'{"a": [1, "ü", null]}\'', { a: [1, 'ü', null] }],
      ["'[]'", []],
      ['NULL', null],
    ]),
    columnsDiffer: 'JSON is a text to MariaDB, of which it says that it is JSON',
  },
  {
    ...select('only null', 'VARCHAR(10)', [['NULL', null]]),
  },
  {
    ...select('a text of 100 000 characters', 'LONGTEXT', [
      ["REPEAT('ab', 50000)", 'ab'.repeat(50_000)],
    ]),
    columnsDiffer: 'a script does not say how long a text may be',
  },
  {
    ...select('large numbers as texts', 'BIGINT', [['4611686018427387904', 2n ** 62n]]),
    options: { supportBigNumbers: true, bigNumberStrings: true },
  },
  {
    name: 'rows as arrays',
    prepare: BOOKS,
    sql: 'SELECT id, title, price FROM books ORDER BY id',
    reply: {
      rows: [
        { id: 1, title: 'one', price: 1.5 },
        { id: 2, title: 'two', price: null },
      ],
    },
    options: { rowsAsArray: true },
  },
  {
    name: 'a thousand rows',
    sql: 'SELECT seq AS n FROM seq_1_to_1000',
    reply: { rows: Array.from({ length: 1000 }, (_, at) => ({ n: at + 1 })) },
    columnsDiffer: 'a script does not say how large a number may become',
  },
  {
    name: 'no rows',
    prepare: BOOKS,
    sql: 'SELECT id, title FROM books WHERE id = ?',
    values: [99],
    reply: { rows: [] },
    columnsDiffer: 'a script without rows does not say which columns there are',
  },
  {
    name: 'an inserted row',
    prepare: BOOKS,
    sql: 'INSERT INTO books (title, price) VALUES (?, ?)',
    values: ["it's new", 0.5],
    reply: { affected: 1, insertId: 3 },
  },
  {
    name: 'several inserted rows',
    prepare: BOOKS,
    sql: "INSERT INTO books (title) VALUES ('three'), ('four')",
    reply: { affected: 2, insertId: 3 },
  },
  {
    name: 'changed rows',
    prepare: BOOKS,
    sql: 'UPDATE books SET price = ? WHERE id < 9',
    values: [7],
    reply: { affected: 2 },
  },
  {
    name: 'no changed rows',
    prepare: BOOKS,
    sql: 'UPDATE books SET price = 1 WHERE id = ?',
    values: [99],
    reply: { affected: 0 },
  },
  {
    name: 'deleted rows',
    prepare: BOOKS,
    sql: 'DELETE FROM books',
    reply: { affected: 2 },
  },
  { name: 'a new table', sql: 'CREATE TABLE a (b INT)', reply: {} },
  {
    name: 'an unknown table',
    sql: 'SELECT * FROM nothing',
    reply: { error: { code: 'ER_NO_SUCH_TABLE', message: "Table 'shop.nothing' doesn't exist" } },
  },
  {
    name: 'an unknown column',
    prepare: BOOKS,
    sql: 'SELECT author FROM books',
    reply: {
      error: { code: 'ER_BAD_FIELD_ERROR', message: "Unknown column 'author' in 'field list'" },
    },
    messageDiffers: true,
  },
  {
    name: 'a value that is there already',
    prepare: BOOKS,
    sql: 'INSERT INTO books (title) VALUES (?)',
    values: ['one'],
    reply: { error: { code: 'ER_DUP_ENTRY', message: "Duplicate entry 'one' for key 'title'" } },
  },
  {
    name: 'a table that is there already',
    prepare: BOOKS,
    sql: 'CREATE TABLE books (id INT)',
    reply: { error: { code: 'ER_TABLE_EXISTS_ERROR', message: "Table 'books' already exists" } },
  },
  {
    name: 'a syntax error',
    sql: 'SELEC 1',
    reply: {
      error: {
        code: 'ER_PARSE_ERROR',
        message: "You have an error in your SQL syntax near 'SELEC'",
      },
    },
    messageDiffers: true,
  },
  { name: 'an empty query', sql: ' ', reply: {} },
  { name: 'another database', sql: 'USE nowhere', reply: {} },
  { name: 'the same database', sql: 'USE `shop`', reply: {} },
]

/** Values that a query is asked with, and that the server gives back. */
const VALUES: { type: string; value: unknown; read?: unknown; only?: Way }[] = [
  { type: 'VARCHAR(100)', value: 'it\'s "quoted" \\ and \0 Grüße 🚀' },
  { type: 'LONGTEXT', value: 'x'.repeat(100_000) },
  { type: 'INT', value: 42 },
  { type: 'INT', value: -42 },
  { type: 'DOUBLE', value: 0.1 },
  { type: 'DOUBLE', value: -1e300 },
  { type: 'BIGINT', value: Number.MAX_SAFE_INTEGER },
  { type: 'BIGINT', value: 12n, read: 12 },
  { type: 'BOOLEAN', value: true, read: 1 },
  { type: 'BOOLEAN', value: false, read: 0 },
  { type: 'INT', value: null },
  { type: 'DATETIME', value: DATE },
  { type: 'DATETIME(3)', value: DATE_WITH_MS },
  { type: 'BLOB', value: Buffer.from([0, 255, 39]) },
  // In the text of a query the client writes '[object Object]'.
  { type: 'JSON', value: { a: [1, "it's ü"] }, only: 'execute' },
]

describe.skipIf(skipped)(`the fake MySQL server and a real MariaDB${skipped}`, () => {
  let real: RealServer
  beforeAll(async () => {
    if (install && daemon) real = await RealServer.start(install, daemon)
  })
  afterAll(async () => {
    await real?.[Symbol.asyncDispose]()
  })

  /** Runs a program with both, and expects that it can't tell which is which. */
  async function compare<T>(
    program: Program<T>,
    queries: Record<string, Reply> = {},
    prepare: readonly string[] = [],
  ): Promise<void> {
    await real.prepare(prepare)
    const expected = await program(real.address)
    expect(await fake(queries, program)).toEqual(expected)
  }

  describe.each(WAYS)('the same results with %s()', way => {
    test.for(CASES)('$name', async ({ prepare, sql, values, reply, options, ...differs }) => {
      const program = using(async connection => {
        const told = await ask(connection, way, sql, values).then(outcome, outcomeOf)
        if ('error' in told) return differs.messageDiffers ? { ...told.error, message: '' } : told
        return differs.columnsDiffer ? { ...told, fields: [] } : told
      }, options)
      await compare(program, { [sql]: reply }, prepare)
    })

    test.for(VALUES.filter(({ only }) => only === undefined || only === way))(
      'a value of the type $type: $value',
      async ({ type, value, read = value }) => {
        const insert = 'INSERT INTO t (v) VALUES (?)'
        const query = 'SELECT v FROM t'
        const program = using(async connection => {
          const told = outcome(await ask(connection, way, insert, [value]))
          const [rows] = await ask(connection, way, query)
          return { told, rows }
        })
        const queries = {
          [insert]: { affected: 1, insertId: 1 },
          [query]: { rows: [{ v: read }] },
        }
        await compare(program, queries, column(type))
      },
    )
  })

  describe('the same for who connects', () => {
    test.for<[string, ConnectionOptions]>([
      ['the right password', {}],
      ['a wrong password', { password: 'guess' }],
      ['no password', { password: '' }],
      // MariaDB asks unknown users for anything that some user is asked for: this one for a password.
      ['an unknown user', { user: 'nobody' }],
      ['an unknown database', { database: 'nowhere' }],
      ['no database', { database: '' }],
      ['TLS', { ssl: { rejectUnauthorized: false } }],
      ['compression', { compress: true }],
      ['UTF-8 of three bytes', { charset: 'UTF8_GENERAL_CI' }],
    ])('with %s', async ([, options]) => {
      const program = using(async connection => {
        await connection.ping()
        return 'connected'
      }, options)
      await compare(program)
    })

    test('with another user later on', async () => {
      await compare(
        using(async connection => {
          await connection.changeUser({ user: 'ada', password: 'secret', database: 'shop' })
          await connection.ping()
          return failing(connection.changeUser({ user: 'ada', password: 'guess' }))
        }),
      )
    })
  })

  describe('the same course of events', () => {
    const SELECT = 'SELECT title FROM books WHERE id = ?'
    const TITLE = { [SELECT]: { rows: [{ title: 'one' }] } }

    test('transactions', async () => {
      const statements = [
        'START TRANSACTION',
        'DELETE FROM books',
        'ROLLBACK',
        'BEGIN',
        'COMMIT',
        'SET autocommit = 0',
        'SET autocommit = 1',
      ]
      const program = using(async connection => {
        const statuses: number[] = []
        for (const statement of statements) {
          const [result] = await connection.query(statement)
          statuses.push(flagsOf((result as { serverStatus: number }).serverStatus))
        }
        return statuses
      })
      const queries = Object.fromEntries(statements.map(statement => [statement, {}]))
      await compare(program, queries, BOOKS)
    })

    test('a statement that is prepared once', async () => {
      const program = using(async connection => {
        const statement = await connection.prepare(SELECT)
        const results: unknown[] = []
        for (const id of [1, '1']) results.push((await statement.execute([id]))[0])
        await statement.close()
        await connection.ping()
        return [...results, await failing(statement.execute([1]))]
      })
      await compare(program, TITLE, BOOKS)
    })

    test('a reset', async () => {
      const program = using(async connection => {
        const statement = await connection.prepare(SELECT)
        await connection.beginTransaction()
        await connection.reset()
        const [result] = await connection.query('ROLLBACK')
        const { serverStatus } = result as { serverStatus: number }
        return [flagsOf(serverStatus), await failing(statement.execute([1]))]
      })
      await compare(program, TITLE, BOOKS)
    })

    test('an error, after which the connection goes on', async () => {
      const unknown = 'SELECT * FROM nothing'
      const program = using(async connection => {
        const error = await failing(connection.query(unknown))
        const [rows] = await connection.query(SELECT, [1])
        return [error, rows]
      })
      const message = "Table 'shop.nothing' doesn't exist"
      const error = { code: 'ER_NO_SUCH_TABLE', message }
      await compare(program, { ...TITLE, [unknown]: { error } }, BOOKS)
    })

    test('queries that are asked at once on one connection', async () => {
      const program = using(async connection => {
        const order: number[] = []
        const ask = async (id: number) => {
          const [rows] = await connection.query(SELECT, [id])
          order.push(id)
          return rows
        }
        return [await Promise.all([ask(1), ask(1)]), order]
      })
      await compare(program, TITLE, BOOKS)
    })

    test('a pool', async () => {
      const program: Program<unknown> = async address => {
        const pool = createPool({ ...address, connectionLimit: 2, resetOnRelease: true })
        const results = await Promise.all([1, 1, 1].map(id => pool.execute(SELECT, [id])))
        await pool.end()
        return [results.map(([rows]) => rows), await failing(pool.query(SELECT, [1]))]
      }
      await compare(program, TITLE, BOOKS)
    })

    test('end() while a query is open', async () => {
      const program = using(async connection => {
        const order: unknown[] = []
        const answered = connection.query(SELECT, [1]).then(([rows]) => order.push(rows))
        const ended = connection.end().then(() => order.push('ended'))
        await Promise.all([answered, ended])
        return [order.length, await failing(connection.query(SELECT, [1]))]
      })
      await compare(program, TITLE, BOOKS)
    })

    test('destroy() while a query is open, which is answered all the same', async () => {
      const sql = 'SELECT SLEEP(0.2) AS slept'
      const program = using(async connection => {
        const answered = ask(connection, 'query', sql)
        connection.destroy()
        const [rows] = await answered
        return rows
      })
      await compare(program, { [sql]: { delay: 200, rows: [{ slept: 0 }] } })
    })

    test.for(WAYS)('%s() on a connection that is cut', async way => {
      const sql = 'SELECT SLEEP(60) AS slept'
      const program = using(async connection => {
        const error = await failing(ask(connection, way, sql))
        return [error, await failing(ask(connection, way, sql))]
      })
      const [expected] = await Promise.all([program(real.address), real.cut(sql)])
      expect(await fake({ [sql]: { cut: true } }, program)).toEqual(expected)
    })

    test('a pool with a connection that is cut', async () => {
      const sql = 'SELECT SLEEP(60) AS slept'
      const program: Program<unknown> = async address => {
        const pool = createPool({ ...address, connectionLimit: 1 })
        const error = await failing(pool.query(sql))
        const [rows] = await pool.query(SELECT, [1])
        await pool.end()
        return [error, rows]
      }
      await real.prepare(BOOKS)
      const [expected] = await Promise.all([program(real.address), real.cut(sql)])
      expect(await fake({ ...TITLE, [sql]: { cut: true } }, program)).toEqual(expected)
    })
  })
})
