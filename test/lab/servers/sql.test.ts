import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Dialect,
  divergesAtPlaceholder,
  matchQuery,
} from '../../../src/lab/servers/databases/sql.ts'

const match = (
  scripted: string,
  text: string,
  values: readonly unknown[] = [],
  dialect: Dialect = 'postgres',
) => matchQuery(scripted, text, values, dialect)

describe('a query is the scripted one', () => {
  test.each([
    ['as it is', 'select title from posts'],
    ['in capitals', 'SELECT Title FROM Posts'],
    ['with a semicolon', 'select title from posts;'],
    ['on several lines', '\n  select title\n    from posts\n'],
    ['with comments', 'select /* the */ title -- of all\nfrom posts'],
  ])('%s', (_, text) => {
    expect(match('select title from posts', text)).toEqual([])
  })
})

describe('a query is another one', () => {
  test.each([
    ['another table', 'select title from books'],
    ['more of it', 'select title from posts limit 1'],
    ['less of it', 'select title from'],
    ['text where a word stood', "select 'title' from posts"],
    ['another letter case in quotes', 'select "Title" from posts'],
    ['a second statement', 'select title from posts; drop table posts'],
    ['nothing', ''],
    ['a quote without an end', "select title from posts where author = 'ada"],
  ])('%s', (_, text) => {
    expect(match('select title from posts', text)).toBeUndefined()
  })
})

describe('values', () => {
  const byTwo = 'select title from posts where author = $1 and year > $2'

  test('that came apart from the text are in the order of the placeholders', () => {
    expect(match(byTwo, byTwo, ['ada', 1843])).toEqual(['ada', 1843])
    const turned = 'select title from posts where author = $2 and year > $1'
    expect(match(byTwo, turned, [1843, 'ada'])).toEqual(['ada', 1843])
  })

  test('are counted where the placeholder has no number', () => {
    const scripted = 'insert into posts values (?, ?, ?)'
    expect(match(scripted, scripted, ['a', null, 3], 'mysql')).toEqual(['a', null, 3])
  })

  test.each([
    ["'ada'", 'ada'],
    ["'it''s'", "it's"],
    ["''", ''],
    ['12', 12],
    ['1.5', 1.5],
    ['null', null],
    ['TRUE', true],
  ])('in the text are found: %s', (literal, value) => {
    expect(match('select $1', `select ${literal}`)).toEqual([value])
  })

  test('may hold what looks like SQL', () => {
    expect(match('select $1', "select '; drop table posts; --'")).toEqual([
      '; drop table posts; --',
    ])
  })

  test.each([
    ['postgres', "''; drop table posts; --'"],
    ['mysql', "''; drop table posts; --'"],
    ['mysql', String.raw`'\''; drop table posts; --'`],
  ] as const)('of which a part got out of its quotes are none: %s, %s', (dialect, literal) => {
    expect(match('select ?', `select ${literal}`, [], dialect)).toBeUndefined()
  })

  test('have the backslash as any other letter in Postgres, and as an escape in MySQL', () => {
    const literal = String.raw`'\''`
    expect(match('select $1', `select ${literal}`, [], 'postgres')).toBeUndefined()
    expect(match('select ?', `select ${literal}`, [], 'mysql')).toEqual(["'"])
    expect(match('select $1', String.raw`select 'a\b'`, [], 'postgres')).toEqual([String.raw`a\b`])
    expect(match('select ?', String.raw`select 'a\nb\\\0'`, [], 'mysql')).toEqual(['a\nb\\\0'])
  })

  test('that are quoted as they must be come back as they were, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const doubled = value.replaceAll("'", "''")
        expect(match('select $1', `select '${doubled}'`)).toEqual([value])
        const escaped = doubled.replaceAll('\\', '\\\\')
        expect(match('select ?', `select '${escaped}'`, [], 'mysql')).toEqual([value])
      }),
    )
  })

  test.each([
    ['-42', -42],
    ['-1e+3', -1000],
    ["X'00ff'", Buffer.from([0, 255])],
    ['"ada"', 'ada'],
  ])('that the client of MySQL writes are found: %s', (literal, value) => {
    expect(match('select ?, 1', `select ${literal}, 1`, [], 'mysql')).toEqual([value])
  })

  test('of a list stand in one place after `in`, and nowhere else', () => {
    const scripted = 'select title from posts where id in (?) and year > ?'
    const text = scripted.replace('?', '1, 2, 3').replace('?', '5')
    expect(match(scripted, text, [], 'mysql')).toEqual([[1, 2, 3], 5])
    expect(
      match('insert into posts values (?)', 'insert into posts values (1, 2)', [], 'mysql'),
    ).toBeUndefined()
  })

  test('may be longer than a stack is deep', () => {
    const value = "it's ".repeat(2_000_000)
    const literal = `'${value.replaceAll("'", "''")}'`
    expect(match('select ?', `select ${literal}`, [], 'mysql')).toEqual([value])
    expect(match('select $1', `select ${literal}`)).toEqual([value])
  })

  test('are not the names of columns', () => {
    expect(
      match(
        'select title from posts where author = $1',
        'select title from posts where author = name',
      ),
    ).toBeUndefined()
  })
})

describe('a value that became a part of the SQL', () => {
  const scripted = 'select title from posts where author = $1'

  test('is recognised where the text differs only from the placeholder on', () => {
    expect(
      divergesAtPlaceholder(
        scripted,
        "select title from posts where author = ''; drop table posts; --'",
        'postgres',
      ),
    ).toBe(true)
    expect(
      divergesAtPlaceholder(scripted, 'select title from posts where author = ada', 'postgres'),
    ).toBe(true)
  })

  test.each([
    ['another query', 'select text from comments where author = $1'],
    ['a placeholder in its place', 'select title from posts where author = $1 limit 1'],
    ['a query that ends before it', 'select title from posts'],
  ])('is not seen in %s', (_, text) => {
    expect(divergesAtPlaceholder(scripted, text, 'postgres')).toBe(false)
    expect(divergesAtPlaceholder('select title from posts', text, 'postgres')).toBe(false)
  })
})
