import { createHash } from 'node:crypto'
import type { Login } from '../session.ts'
import { int, nullTerminated, PayloadReader, ProtocolFault } from './payload.ts'

/** Capability flags: the chapter "Capabilities Flags". Of what is not announced a client makes no use. */
const CAPABILITIES = {
  LONG_PASSWORD: 1 << 0,
  FOUND_ROWS: 1 << 1,
  LONG_FLAG: 1 << 2,
  CONNECT_WITH_DB: 1 << 3,
  PROTOCOL_41: 1 << 9,
  TRANSACTIONS: 1 << 13,
  SECURE_CONNECTION: 1 << 15,
  MULTI_RESULTS: 1 << 17,
  PS_MULTI_RESULTS: 1 << 18,
  PLUGIN_AUTH: 1 << 19,
  CONNECT_ATTRS: 1 << 20,
  PLUGIN_AUTH_LENENC_CLIENT_DATA: 1 << 21,
}
const ANNOUNCED = Object.values(CAPABILITIES).reduce((flags, flag) => flags | flag)

const VERSION = '8.0.0-simulated'
const AUTHENTICATION = 'mysql_native_password'
/** utf8mb4_0900_ai_ci, the default of MySQL 8. */
const CHARSET = 255
/** Every connection's number: what it is for, to kill another connection, is not simulated. */
const CONNECTION = 1
/** The bytes that a password is mixed with are always the same: nothing here may be left to chance. */
const SCRAMBLE = Buffer.from('simulated-scrambling')

/** `Protocol::HandshakeV10`, the server's first packet. */
export function greeting(status: number): Buffer {
  return Buffer.concat([
    int(10, 1),
    nullTerminated(VERSION),
    int(CONNECTION, 4),
    SCRAMBLE.subarray(0, 8),
    int(0, 1),
    int(ANNOUNCED & 0xffff, 2),
    int(CHARSET, 1),
    int(status, 2),
    int(ANNOUNCED >>> 16, 2),
    int(SCRAMBLE.length + 1, 1),
    Buffer.alloc(10),
    SCRAMBLE.subarray(8),
    int(0, 1),
    nullTerminated(AUTHENTICATION),
  ])
}

/** Who a client says it is. */
export interface Credentials {
  readonly user: string
  /** The password's proof; empty where there is no password. */
  readonly token: Buffer
  readonly database: string
  /** The collation of the texts that it sends and expects. */
  readonly charset: number
}

/** `Protocol::HandshakeResponse41`, the client's answer to the greeting. */
export function readHandshakeResponse(payload: Buffer): Credentials {
  const reader = new PayloadReader(payload)
  const flags = reader.int(4) & ANNOUNCED
  if (!(flags & CAPABILITIES.PROTOCOL_41)) {
    throw new ProtocolFault('ER_HANDSHAKE_ERROR', 'Bad handshake')
  }
  reader.int(4)
  const charset = reader.int(1)
  reader.bytes(23)
  const user = reader.nullTerminated()
  const token =
    flags & CAPABILITIES.PLUGIN_AUTH_LENENC_CLIENT_DATA
      ? reader.lengthCodedBytes()
      : reader.bytes(reader.int(1))
  const database = flags & CAPABILITIES.CONNECT_WITH_DB ? reader.nullTerminated() : ''
  if (flags & CAPABILITIES.PLUGIN_AUTH) demandAuthentication(reader.nullTerminated())
  return { user, token, database, charset }
}

/** `COM_CHANGE_USER`, after the byte that names the command. */
export function readChangeUser(reader: PayloadReader): Credentials {
  const user = reader.nullTerminated()
  const token = reader.bytes(reader.int(1))
  const database = reader.nullTerminated()
  const charset = reader.int(2)
  if (!reader.isAtEnd) demandAuthentication(reader.nullTerminated())
  return { user, token, database, charset }
}

function demandAuthentication(name: string): void {
  if (name === AUTHENTICATION) return
  throw new ProtocolFault(
    'ER_NOT_SUPPORTED_AUTH_MODE',
    'Client does not support authentication protocol requested by server; consider upgrading MySQL client',
  )
}

/** Throws the server's own refusal where somebody may not come in. */
export function admit({ user, token, database }: Credentials, login: Login): void {
  const isUser = login.user === '' || login.user === user
  const isPassword = login.password === '' || token.equals(tokenOf(login.password))
  if (!isUser || !isPassword) {
    throw new ProtocolFault(
      'ER_ACCESS_DENIED_ERROR',
      `Access denied for user '${user}'@'localhost' (using password: ${token.length > 0 ? 'YES' : 'NO'})`,
    )
  }
  if (database !== '' && !isDatabase(database, login)) {
    throw new ProtocolFault('ER_BAD_DB_ERROR', `Unknown database '${database}'`)
  }
}

export function isDatabase(name: string, login: Login): boolean {
  return login.database === '' || login.database === name
}

/** Whether a collation is one of UTF-8: by the numbers of `SHOW COLLATION`. */
export function isUnicode(charset: number): boolean {
  const isNewer = (charset >= 192 && charset <= 247) || charset >= 255
  return isNewer || [33, 45, 46, 76, 83].includes(charset)
}

/** The chapter "Native Authentication": `SHA1(password) XOR SHA1(scramble + SHA1(SHA1(password)))`. */
function tokenOf(password: string): Buffer {
  const once = sha1(Buffer.from(password))
  const mask = sha1(Buffer.concat([SCRAMBLE, sha1(once)]))
  return Buffer.from(once.map((byte, index) => byte ^ (mask[index] ?? 0)))
}

function sha1(bytes: Buffer): Buffer {
  return createHash('sha1').update(bytes).digest()
}
