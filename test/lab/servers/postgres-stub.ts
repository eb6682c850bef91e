import { type Duplex, duplexPair } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { postgres } from '../../../src/lab/servers/databases/postgres/protocol.ts'
import type {
  Answer,
  Login,
  Row,
  Session,
  Success,
} from '../../../src/lab/servers/databases/session.ts'
import { type Message, messagesIn, startup } from '../../conformance/postgres-messages.ts'

/** PostgreSQL's protocol beside a script that a test writes, without a run and its clock. */

export const LOGIN = { user: 'student', password: 'secret', database: 'school' }
export const ANYBODY = { user: '', password: '', database: '' }
/** What a query gives that has no rows and changes nothing. */
export const NOTHING: Success = {
  rows: undefined,
  affected: 0,
  insertId: 0,
  reply: 'OK',
  cut: false,
}

type Script = (
  text: string,
  values: readonly unknown[],
) => Partial<Success> | Answer | Promise<Answer>
type Asked = [text: string, values: readonly unknown[] | undefined]

/** A server with a script; `asked` is what it was asked. Each connection is a new stream in memory. */
export function serverOf(script: Script = () => ({}), login: Login = LOGIN) {
  const asked: Asked[] = []
  const session: Session = {
    login,
    ask: async (text, values) => {
      asked.push([text, values])
      const answer = await script(text, values ?? [])
      return 'error' in answer && answer.error ? (answer as Answer) : { ...NOTHING, ...answer }
    },
    refuse: feature => ({
      error: { code: undefined, message: `${feature} is not simulated` },
      cut: false,
    }),
  }
  const ends: Duplex[] = []
  const connect = (): Duplex => {
    const [near, far] = duplexPair()
    ends.push(far)
    near.on('close', () => far.destroy())
    postgres(far, session)
    return near
  }
  return { asked, connect, ends }
}

type Server = ReturnType<typeof serverOf>

/** What a client needs of a socket, on a stream in memory. */
export function socketOn(stream: Duplex): Duplex {
  const ignored = () => {}
  // As a socket does when the other side hangs up.
  stream.on('end', () => stream.end())
  return Object.assign(stream, {
    connect: () => queueMicrotask(() => stream.emit('connect')),
    setNoDelay: ignored,
    setKeepAlive: ignored,
    ref: ignored,
    unref: ignored,
  })
}

export async function clientOf(server: Server, config: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ ...LOGIN, stream: () => socketOn(server.connect()), ...config })
  onTestFinished(() => client.end())
  await client.connect()
  return client
}

/** A client of a server that gives these rows for whatever it is asked. */
export const clientOfRows = (...rows: Row[]) => clientOf(serverOf(() => ({ rows })))

/** The rejection of a promise. */
export const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('It has not failed.')
    },
    (error: pg.DatabaseError) => error,
  )

/** The script's error. */
export const failure = (code: string, message: string): Answer => ({
  error: { code, message },
  cut: false,
})

export const ROWS = [{ n: 1 }, { n: 2 }, { n: 3 }]

/** What a server says from its first ReadyForQuery on, to a client that says all this at once. */
export async function conversation(...said: Buffer[]): Promise<Message[]> {
  return conversationWith(
    serverOf(text => (text.startsWith('select') ? { rows: ROWS } : { affected: 5 }), ANYBODY),
    ...said,
  )
}

/** The same with another server. */
export async function conversationWith(server: Server, ...said: Buffer[]): Promise<Message[]> {
  const stream = server.connect()
  stream.end(Buffer.concat([startup({ user: 'student' }), ...said]))
  const messages = messagesIn(await buffer(stream))
  return messages.slice(messages.findIndex(({ type }) => type === 'Z') + 1)
}
