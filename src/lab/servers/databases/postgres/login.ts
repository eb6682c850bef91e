import { words } from '../../../ground/words/words.ts'
import type { Session } from '../session.ts'
import { PostgresError, protocolViolation } from './errors.ts'
import { type Fields, HungUp, type Input } from './reading.ts'
import { Scram } from './scram.ts'
import {
  authenticationOk,
  authenticationSASL,
  authenticationSASLContinue,
  authenticationSASLFinal,
  backendKeyData,
  type Output,
  parameterStatus,
} from './writing.ts'

/** A new connection: who it talks to, and over what. */
interface Door {
  readonly input: Input
  readonly output: Output
  readonly session: Session
}

/**
 * Lets a client in ("Start-up"): asks for its password, looks for its database, and tells it about the server.
 *
 * @throws PostgresError if it may not come in
 */
export async function letIn(door: Door): Promise<void> {
  const { session, output } = door
  const settings = await settingsOf(door)
  const { user, application_name = '' } = settings
  if (!user) {
    throw new PostgresError('28000', 'no PostgreSQL user name specified in startup packet')
  }
  const refused = notSimulatedIn(settings)
  if (refused) throw PostgresError.of(session.refuse(refused))
  await authenticate(door, user)
  const database = settings.database || user
  if (session.login.database !== '' && database !== session.login.database) {
    throw new PostgresError('3D000', `database "${database}" does not exist`)
  }
  for (const [name, value] of Object.entries(parameters(user, application_name))) {
    output.send(parameterStatus(name, value))
  }
  output.send(backendKeyData(PROCESS_ID, SECRET))
}

/** What a real server tells about itself and about the client's settings. */
const parameters = (user: string, applicationName: string) => ({
  application_name: applicationName,
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  default_transaction_read_only: 'off',
  in_hot_standby: 'off',
  integer_datetimes: 'on',
  IntervalStyle: 'postgres',
  is_superuser: 'off',
  server_encoding: 'UTF8',
  server_version: '15.18',
  session_authorization: user,
  standard_conforming_strings: 'on',
  TimeZone: 'Etc/UTC',
})

/** The same for each connection, since no request to cancel a query reaches another connection. */
const PROCESS_ID = 1
const SECRET = 0

const PROTOCOL_3_0 = 3 << 16
const CANCEL_REQUEST = 80877102
const SSL_REQUEST = 80877103
const GSSENC_REQUEST = 80877104
const NO = Buffer.from('N')

/** "StartupMessage": who the client is and what it wants. */
async function settingsOf({ input, output }: Door): Promise<Record<string, string>> {
  for (;;) {
    const message = await input.startup()
    const code = message.int32()
    if (code === PROTOCOL_3_0) return pairsIn(message)
    // It expects no answer, and nothing can be done for it.
    if (code === CANCEL_REQUEST) throw new HungUp()
    if (code !== SSL_REQUEST && code !== GSSENC_REQUEST) throw unsupported(code)
    // The client decides whether it goes on without encryption.
    output.send(NO)
    output.flush()
  }
}

function unsupported(version: number): PostgresError {
  const [major, minor] = [version >>> 16, version & 0xffff]
  return new PostgresError(
    '0A000',
    `unsupported frontend protocol ${major}.${minor}: server supports 3.0 to 3.0`,
  )
}

function pairsIn(message: Fields): Record<string, string> {
  const pairs: [string, string][] = []
  for (let name = message.string(); name !== ''; name = message.string()) {
    pairs.push([name, message.string()])
  }
  return Object.fromEntries(pairs)
}

/** The first setting that would change how the server works: that is not simulated. */
function notSimulatedIn(settings: Record<string, string>): string | undefined {
  for (const [name, value] of Object.entries(settings)) {
    if (name === 'client_encoding') {
      if (!/^(?:utf-?8|unicode)$/i.test(value))
        return words.databases.features.encoding({ name: value })
    } else if (!['user', 'database', 'application_name'].includes(name)) {
      return words.databases.features.setting({ name })
    }
  }
  return undefined
}

/** "Authentication Methods": by a password, or by nothing. */
async function authenticate(door: Door, user: string): Promise<void> {
  const { output, session } = door
  const { login } = session
  const isKnown = login.user === '' || user === login.user
  if (login.password !== '') {
    const proof = await proofOfPassword(door, login.password)
    // Who knows no password does not learn either whether there is such a user.
    if (!proof || !isKnown) {
      throw new PostgresError('28P01', `password authentication failed for user "${user}"`)
    }
    output.send(authenticationSASLFinal(proof))
  } else if (!isKnown) throw new PostgresError('28000', `role "${user}" does not exist`)
  output.send(authenticationOk)
}

/** "SASL Authentication": the server's proof that it knows the password, or nothing if the client does not. */
async function proofOfPassword(
  { input, output }: Door,
  password: string,
): Promise<string | undefined> {
  const scram = new Scram(password)
  output.send(authenticationSASL(MECHANISM))
  output.flush()
  const first = await saslResponse(input)
  if (first.string() !== MECHANISM) {
    throw protocolViolation('client selected an invalid SASL authentication mechanism')
  }
  output.send(authenticationSASLContinue(scram.challenge(first.value() ?? '')))
  output.flush()
  return scram.conclude((await saslResponse(input)).rest())
}

const MECHANISM = 'SCRAM-SHA-256'

async function saslResponse(input: Input): Promise<Fields> {
  const { type, body } = await input.message()
  if (type === 'p') return body
  throw protocolViolation(`expected SASL response, got message type ${type.charCodeAt(0)}`)
}
