import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Reply } from '../../src/lab/servers/databases/script.ts'
import { inBoth, isInstalled, RealServer, type Script, title } from './postgres-server.ts'

const POSTS = [
  { id: 1, title: 'one' },
  { id: 2, title: 'zwei ü' },
  { id: 3, title: 'три' },
]
const UNKNOWN_COLUMN: Reply = {
  error: { code: '42703', message: 'column "nothing" does not exist' },
}

let real: RealServer

describe.skipIf(!isInstalled)(title, () => {
  beforeAll(async () => {
    real = await RealServer.start()
  })
  afterAll(() => real[Symbol.asyncDispose]())

  describe('the answers are the same:', () => {
    test.each<[string, Reply]>([
      [
        "select 'text' as a, '' as b, 'Grüße, Привет, 👩‍🚀' as c",
        { rows: [{ a: 'text', b: '', c: 'Grüße, Привет, 👩‍🚀' }] },
      ],
      ['select true as t, false as f', { rows: [{ t: true, f: false }] }],
      [
        'select 1 as a, -2147483648 as b, 2147483647 as c',
        { rows: [{ a: 1, b: -(2 ** 31), c: 2 ** 31 - 1 }] },
      ],
      [
        'select 2147483648 as a, 9007199254740991 as b',
        { rows: [{ a: 2 ** 31, b: Number.MAX_SAFE_INTEGER }] },
      ],
      [
        'select 9223372036854775807 as a, 9223372036854775808 as b',
        { rows: [{ a: 2n ** 63n - 1n, b: 2n ** 63n }] },
      ],
      ['select count(*) from posts', { rows: [{ count: 3n }] }],
      [
        'select 0.1::float8 as a, 1e300::float8 as b, -2.5e-7::float8 as c',
        { rows: [{ a: 0.1, b: 1e300, c: -2.5e-7 }] },
      ],
      [
        "select '2026-01-02T03:04:05.678Z'::timestamptz as a, '2026-01-02T03:04:00Z'::timestamptz as b",
        {
          rows: [{ a: new Date('2026-01-02T03:04:05.678Z'), b: new Date('2026-01-02T03:04:00Z') }],
        },
      ],
      [
        "select '12026-01-02 00:00:00.5+00'::timestamptz as a, '0044-03-15 12:00+00 BC'::timestamptz as b",
        {
          rows: [
            {
              a: new Date(Date.UTC(12_026, 0, 2, 0, 0, 0, 500)),
              b: new Date('-000043-03-15T12:00:00Z'),
            },
          ],
        },
      ],
      [
        "select '\\x00015cff'::bytea as bytes",
        { rows: [{ bytes: Buffer.from([0, 1, 0x5c, 255]) }] },
      ],
      [
        `select '{"a": [1, "ü", null], "b": {}}'::jsonb as a, '[1, 2]'::jsonb as b`,
        { rows: [{ a: { a: [1, 'ü', null], b: {} }, b: [1, 2] }] },
      ],
      ['select null as a, 1 as b', { rows: [{ a: null, b: 1 }] }],
      ["select repeat('ä', 100000) as text", { rows: [{ text: 'ä'.repeat(100_000) }] }],
      [
        "select id, 'row ' || id as text from generate_series(1, 5000) id",
        {
          rows: Array.from({ length: 5000 }, (_, at) => ({ id: at + 1, text: `row ${at + 1}` })),
        },
      ],
      ['select id, title from posts order by id', { rows: POSTS }],
      ['table posts limit 0', { rows: [] }],
      ['(select 1 as n) union (select 2) order by n', { rows: [{ n: 1 }, { n: 2 }] }],
      [
        "values (1, 'a'), (2, 'b')",
        {
          rows: [
            { column1: 1, column2: 'a' },
            { column1: 2, column2: 'b' },
          ],
        },
      ],
      [
        'with a as (select 4 as id) insert into posts select id, $$four$$ from a returning id',
        { rows: [{ id: 4 }] },
      ],
      ["insert into posts (id, title) values (5, 'five'), (6, 'six')", { affected: 2 }],
      ['update posts set likes = likes + 1', { affected: 3 }],
      [
        'update posts set likes = 1 where id = 1 returning id, title',
        { rows: [{ id: 1, title: 'one' }] },
      ],
      ['update posts set likes = 1 where id = 99', {}],
      ['delete from posts where id > 1', { affected: 2 }],
      ['/* first */ -- second\n delete from posts where id > 1', { affected: 2 }],
      [
        'merge into posts using (values (1)) v (id) on v.id = posts.id when matched then delete',
        { affected: 1 },
      ],
      ['create table other (id int)', {}],
      ['create unique index other_index on posts (title)', {}],
      ['create or replace view other_view as select 1 as one', {}],
      ['create temp table other (id int)', {}],
      ['create materialized view other as select 1 as one', { affected: 1 }],
      ['create temp table other as (select * from posts)', { affected: 3 }],
      ['alter table posts add column more text', {}],
      ['drop table posts', {}],
      ['truncate posts', {}],
      ["set application_name = 'other'", {}],
      ['prepare later (int) as select $1', {}],
      ['show TimeZone', { rows: [{ TimeZone: 'Etc/UTC' }] }],
      ['discard all', {}],
      ['begin', {}],
      ['start transaction isolation level serializable', {}],
      ['commit', {}],
      ['rollback', {}],
      ['', {}],
      [' -- nothing\n ;', {}],
    ])('%s', async (text, reply) => {
      await bothGive(client => outcomeOf(client.query(text)), { [text]: reply })
    })

    test.each<[string, unknown[], Reply]>([
      ['select $1::text as a, $2::text as b', ['ü', null], { rows: [{ a: 'ü', b: null }] }],
      ['select $1::int as a, $2::bool as b', [7, true], { rows: [{ a: 7, b: true }] }],
      ['select $1::jsonb as a', [{ a: [1, 'x'] }], { rows: [{ a: { a: [1, 'x'] } }] }],
      ['select $1::timestamptz as a', [new Date(1e12)], { rows: [{ a: new Date(1e12) }] }],
      ['select $1::text as a', ['x'.repeat(100_000)], { rows: [{ a: 'x'.repeat(100_000) }] }],
      ["select $1::text as a, '$2' as b -- $3", ['x'], { rows: [{ a: 'x', b: '$2' }] }],
      ['select title from posts where id = $1', [2], { rows: [{ title: 'zwei ü' }] }],
      ['update posts set likes = $1 where id <> $2', [5, 1], { affected: 2 }],
      [
        'insert into posts (id, title) values ($1, $2) returning id',
        [9, 'nine'],
        { rows: [{ id: 9 }] },
      ],
      ['delete from posts where id = any($1)', [[1, 2]], { affected: 2 }],
    ])('%s with values', async (text, values, reply) => {
      await bothGive(client => outcomeOf(client.query(text, values)), { [text]: reply })
      await bothGive(
        client => outcomeOf(client.query({ text, values, name: 'named', rowMode: 'array' })),
        { [text]: reply },
      )
    })

    test('a named statement, used twice', async () => {
      const text = 'select title from posts where id = $1'
      const twice = async (client: pg.Client) => [
        await outcomeOf(client.query({ name: 'title', text, values: [2] })),
        await outcomeOf(client.query({ name: 'title', text, values: [2] })),
      ]
      await bothGive(twice, { [text]: { rows: [{ title: 'zwei ü' }] } })
    })

    test('queries that do not wait for each other', async () => {
      const texts = [
        'select 1 as n',
        'select nothing',
        'update posts set likes = 2',
        'select 3 as n',
      ]
      const all = (client: pg.Client) =>
        Promise.all(texts.map(text => outcomeOf(client.query(text))))
      const script: Script = {
        'select 1 as n': { rows: [{ n: 1 }] },
        'select nothing': UNKNOWN_COLUMN,
        'update posts set likes = 2': { affected: 3 },
        'select 3 as n': { rows: [{ n: 3 }] },
      }
      await bothGive(all, script, { pipeline: true })
    })
  })

  describe('the errors are the same:', () => {
    test.each<[string, string | pg.QueryConfig, Reply]>([
      [
        'unknown table',
        'select * from nothing',
        { error: { code: '42P01', message: 'relation "nothing" does not exist' } },
      ],
      ['unknown column', 'select nothing', UNKNOWN_COLUMN],
      [
        'syntax',
        'selekt 1',
        { error: { code: '42601', message: 'syntax error at or near "selekt"' } },
      ],
      [
        'unique violation',
        { text: 'insert into posts (id, title) values ($1, $2)', values: [1, 'one'] },
        {
          error: {
            code: '23505',
            message: 'duplicate key value violates unique constraint "posts_pkey"',
          },
        },
      ],
      [
        'null',
        'insert into posts (id) values (7)',
        {
          error: {
            code: '23502',
            message:
              'null value in column "title" of relation "posts" violates not-null constraint',
          },
        },
      ],
      [
        'division by zero',
        { name: 'zero', text: 'select 1 / $1::int', values: [0] },
        { error: { code: '22012', message: 'division by zero' } },
      ],
      ['no values', 'select $1::int', {}],
      ['too many values', { text: 'select $1::int', values: [1, 2] }, {}],
      ['too few values', { text: 'select $1::int + $2::int', values: [1] }, {}],
      ['several statements with values', { text: 'select $1::int; select 2', values: [1] }, {}],
      [
        'a serialization failure',
        `do $$ begin raise 'try again' using errcode = '40001'; end $$`,
        { error: { code: '40001', message: 'try again' } },
      ],
    ])('%s', async (_, queryable, reply) => {
      const text = typeof queryable === 'string' ? queryable : queryable.text
      const twice = async (client: pg.Client) => [
        await outcomeOf(client.query(queryable)),
        await outcomeOf(client.query(queryable)),
      ]
      await bothGive(twice, { [text]: reply })
    })

    test.each<[string, pg.ClientConfig]>([
      ['wrong password', { password: 'guess' }],
      ['unknown user', { user: 'nobody' }],
      ['unknown database', { database: 'nowhere' }],
      ['encryption that is not there', { ssl: true }],
    ])('%s', async (_, config) => {
      await bothGive(async () => 'let in', {}, config)
    })
  })

  describe('transactions go the same way:', () => {
    const script: Script = {
      'select nothing': UNKNOWN_COLUMN,
      'select 1 as n': { rows: [{ n: 1 }] },
      'savepoint a': {},
      'release a': {},
      'rollback to savepoint a': {},
      'rollback to a': {},
      'rollback work': {},
      end: {},
      abort: {},
    }
    test.each([
      [['begin', 'select 1 as n', 'commit']],
      [['begin', 'select nothing', 'select 1 as n', 'rollback', 'select 1 as n']],
      [['begin', 'select nothing', 'commit', 'select 1 as n']],
      [
        [
          'begin',
          'savepoint a',
          'select nothing',
          'rollback to savepoint a',
          'select 1 as n',
          'end',
        ],
      ],
      [['begin', 'savepoint a', 'release a', 'select nothing', 'end']],
      [['start transaction', 'savepoint a', 'select nothing', 'rollback to a', 'abort']],
      [['begin', 'select nothing', 'begin', 'rollback work']],
      [['select nothing', 'select 1 as n']],
      [['begin', 'select $1::int', 'select 1 as n', 'rollback']],
    ])('%j', async texts => {
      await bothGive(oneByOne(texts), script)
    })

    test('and fail the same way when they end', async () => {
      const error = {
        code: '23505',
        message: 'duplicate key value violates unique constraint "pairs_n_key"',
      }
      const pair = 'insert into pairs values (1), (1)'
      await bothGive(oneByOne(['begin', pair, 'commit', 'select 1 as n']), {
        ...script,
        [pair]: { affected: 2 },
        commit: { error },
      })
    })
  })

  describe('connections end the same way:', () => {
    test('the client hangs up', async () => {
      const hangUp = async (client: pg.Client) => {
        const answer = outcomeOf(client.query('select pg_sleep(60)'))
        await client.end()
        return [await answer, await outcomeOf(client.query('select 1 as n'))]
      }
      await bothGive(hangUp, { 'select pg_sleep(60)': { silent: true } })
    })

    test('the server process is shut down while it works', async () => {
      const error = {
        code: '57P01',
        message: 'terminating connection due to administrator command',
      }
      await bothGive(
        untilLost(pid => real.ask(`select pg_terminate_backend(${pid})`)),
        {
          'select pg_sleep(60)': { error },
        },
      )
    })

    test('the server process is gone', async () => {
      await bothGive(
        untilLost(async pid => process.kill(pid, 'SIGKILL')),
        {
          'select pg_sleep(60)': { delay: 100, cut: true },
        },
      )
      await real.restarted()
    })
  })
})

// ---- what is compared -----------------------------------------------------------------------------

/** The same body with a client of each server must give the same. */
async function bothGive(
  body: (client: pg.Client) => Promise<unknown>,
  script: Script,
  config: pg.ClientConfig = {},
): Promise<void> {
  const [first, second] = await inBoth(real, 'student', script, async address => {
    const { hostname: host, port } = new URL(address)
    const client = new pg.Client({
      user: 'student',
      password: 'secret',
      database: 'school',
      host,
      port: Number(port || 5432),
      ...config,
    })
    const lost: unknown[] = []
    client.on('error', error => lost.push(plain(error)))
    const refused = await client.connect().then(() => undefined, plain)
    const result = refused ?? (await body(client))
    await client.end()
    return { result, lost }
  })
  expect(second).toEqual(first)
}

/** Asks queries, and tells after each whether the client is in a transaction. */
function oneByOne(texts: readonly string[]) {
  return async (client: pg.Client) => {
    const outcomes: unknown[] = []
    for (const text of texts) {
      const outcome = await outcomeOf(client.query(text))
      // An error is known before the server is ready again.
      await client.query('')
      const { getTransactionStatus } = client as unknown as { getTransactionStatus(): string }
      outcomes.push([outcome, getTransactionStatus.call(client)])
    }
    return outcomes
  }
}

/** Asks for something long, ends the process of the real server that works on it, and says how that ended. */
function untilLost(end: (pid: number) => Promise<unknown>) {
  return async (client: pg.Client) => {
    const closed = new Promise(resolve => client.once('end', resolve))
    const answer = outcomeOf(client.query('select pg_sleep(60)'))
    if (client.port === real.port) await end(await real.workerOf(client))
    await closed
    return await answer
  }
}

/** A result or an error, without what only a real server knows, such as a table's number. */
async function outcomeOf(query: Promise<pg.QueryResult>): Promise<unknown> {
  try {
    const { command, rowCount, rows, fields } = await query
    const columns = fields.map(({ name, dataTypeID, dataTypeSize, format }) => ({
      name,
      dataTypeID,
      dataTypeSize,
      format,
    }))
    // The columns of no rows are unknown to a script.
    return { command, rowCount, rows, columns: rows.length > 0 ? columns : [] }
  } catch (error) {
    return plain(error)
  }
}

function plain(error: unknown): unknown {
  const { name, message, code, severity } = error as pg.DatabaseError
  return { name, message, code, severity, isFromServer: error instanceof pg.DatabaseError }
}
