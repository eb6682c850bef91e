import net from 'node:net'
import { Redis } from 'ioredis'
import mysql from 'mysql2/promise'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { observe, simulate } from '#lab'
import { get, postgres, sleep } from '#lab/blocking'
import { host } from '../../../src/lab/machine/host.ts'

// What a file does while it is loaded, before its first test, happens outside of any run: nothing answers there.

beforeEach(() => {
  host.loading = true
})

afterEach(() => {
  host.loading = false
})

const url = 'https://example.org/posts/1'

test.for<[what: string, ask: () => unknown]>([
  ["fetch('https://example.org/posts/1')", () => fetch(url)],
  ["fetch('https://example.org/posts/1')", () => fetch(new Request(url))],
  ["get('https://example.org/posts/1')", () => get(url)],
  ["postgres.connect('postgres://db.example')", () => postgres.connect('postgres://db.example')],
  ['A connection to db.example:80', () => net.connect(80, 'db.example')],
  ['A connection to db.example:5432', () => new pg.Client('postgres://db.example').connect()],
  ['A connection to db.example:3306', () => mysql.createConnection('mysql://db.example')],
  [
    'A connection to db.example:6379',
    () => {
      const redis = new Redis('redis://db.example')
      redis.on('error', () => {})
      return redis.get('visitors')
    },
  ],
])('%s is told that it is a call at the top level', async ([what, ask]) => {
  const error: unknown = await (async () => ask())().catch((reason: unknown) => reason)
  expect(String(error)).toContain(`${what} asked the network while the file was loaded`)
  expect(String(error)).toContain('import.meta.main')
})

test('what needs no network is as ever, and so is a run', async () => {
  sleep(1)
  await new Promise(resolve => setTimeout(resolve, 1))
  const server = { [url]: { delay: 10 } }
  const run = await simulate({ server }, async () => (await fetch(url)).status)
  expect(run.result).toBe(200)
  expect((await observe({}, () => get(url))).outcome.status).toBe('rejected')
})
