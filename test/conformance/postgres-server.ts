import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { simulate } from '#lab'
import type { Reply } from '../../src/lab/servers/databases/script.ts'
import { findProgram, freePort, ServerFolder } from './server-process.ts'

/** How the fake one is scripted: what the real one would find out for itself. */
export type Script = Readonly<Record<string, Reply>>

const server = findProgram('postgres')
const initialize = findProgram('initdb')

export const isInstalled = server !== undefined && initialize !== undefined
/** For the title of what needs the real server. */
export const title = `beside a real server${isInstalled ? '' : ' (skipped: not installed)'}`

/** What there is at the real server, each time. */
const TABLES = `
  create table pairs (n int unique deferrable initially deferred);
  create table posts (id int primary key, title text not null, likes int not null default 0);
  insert into posts (id, title) values (1, 'one'), (2, 'zwei ü'), (3, 'три')`
/** What happens at a real server, and what at the fake one. */
export async function inBoth<T>(
  real: RealServer,
  user: 'student' | 'anybody',
  script: Script,
  body: (address: string) => Promise<T>,
): Promise<[T, T]> {
  await real.reset()
  const address = (host: string) =>
    `postgres://${user}${user === 'student' ? ':secret' : ''}@${host}/school`
  const first = await body(address(`127.0.0.1:${real.port}`))
  const run = await simulate({ databases: { [address('db')]: { queries: script } } }, () =>
    body(address('db')),
  )
  return [first, run.result]
}

/** A real server: a database `school`, a user `student` with a password, and `anybody` without one. */
export class RealServer implements AsyncDisposable {
  readonly #folder = new ServerFolder('postgres')
  readonly port: number

  private constructor(port: number) {
    this.port = port
  }

  static async start(): Promise<RealServer> {
    const real = new RealServer(await freePort())
    await real.#start(server as string, initialize as string)
    return real
  }

  /** Asks as the administrator, on a connection of its own. */
  async ask(text: string, database = 'school'): Promise<Record<string, unknown>[]> {
    const { port } = this
    const client = new pg.Client({ user: 'admin', host: '127.0.0.1', port, database })
    // The server may be starting, or have lost a process: then the query fails, too.
    client.on('error', () => {})
    try {
      await client.connect()
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }

  /** Ends what is still at work, and makes everything as it was. */
  async reset(): Promise<void> {
    await this.ask(`
      select pg_terminate_backend(pid, 60000) from pg_stat_activity
      where usename in ('student', 'anybody') and state = 'active';
      drop schema if exists public cascade;
      create schema public authorization student;
      set role student;
      ${TABLES};
      grant all on schema public to public;
      grant all on posts, pairs to public`)
  }

  /** Waits until the query of a client is worked on. Gives the process that does. */
  workerOf(client: pg.Client): Promise<number> {
    const { processID } = client as unknown as { processID: number }
    return until(async () => {
      const [row] = await this.ask(
        `select pid from pg_stat_activity where pid = ${processID} and wait_event = 'PgSleep'`,
      )
      return row?.pid as number | undefined
    })
  }

  /** Waits until it answers again, when one of its processes was killed. */
  async restarted(): Promise<void> {
    await until(() => this.ask('select 1'))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // It waits for its clients before it stops.
    await this.reset().finally(() => this.#folder[Symbol.asyncDispose]())
  }

  async #start(server: string, initialize: string): Promise<void> {
    const inFolder = (name: string) => path.join(this.#folder.path, name)
    const [data, access] = [inFolder('data'), inFolder('access')]
    const cluster = '-U admin -A trust -E UTF8 --locale=C -N'.split(' ')
    this.#folder.run(initialize, [...cluster, '-D', data])
    writeFileSync(access, ACCESS, { mode: 0o644 })
    const settings = {
      port: this.port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      hba_file: access,
      timezone: 'Etc/UTC',
    }
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    await this.#folder.start(server, ['-D', data, ...options], () => this.ask('', 'postgres'))
    await this.ask('create database school', 'postgres')
    await this.ask("create role student login password 'secret'; create role anybody login")
  }
}

const ACCESS = `
host all admin,anybody 127.0.0.1/32 trust
host all all           127.0.0.1/32 scram-sha-256
`

/** Waits until there is something. How long that takes decides nothing. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const seen = await look().catch(() => undefined)
    if (seen !== undefined) return seen
    await wait(20)
  }
}
