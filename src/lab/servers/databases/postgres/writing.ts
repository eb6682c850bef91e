import type { Duplex } from 'node:stream'
import type { Row } from '../session.ts'
import type { PostgresError } from './errors.ts'
import type { Status } from './transaction.ts'
import type { Column } from './values.ts'

/** What the server sends. As from a real one, messages leave together, when the client has to know. */
export class Output {
  readonly #stream: Duplex
  #waiting: Buffer[] = []

  constructor(stream: Duplex) {
    this.#stream = stream
    // A client that is gone takes no answer: there is nobody to tell.
    stream.on('error', () => {})
  }

  send(...messages: Buffer[]): void {
    this.#waiting.push(...messages)
  }

  flush(): void {
    const waiting = Buffer.concat(this.#waiting)
    this.#waiting = []
    if (waiting.length > 0 && this.#stream.writable) this.#stream.write(waiting)
  }

  /** Says no more and hangs up. */
  end(): void {
    this.flush()
    if (this.#stream.writable) this.#stream.end()
  }
}

// The messages of "Message Formats" that a server sends, under their names there.

export const authenticationOk = message('R', int32(0))
export const authenticationSASL = (mechanism: string) =>
  message('R', int32(10), string(mechanism), string(''))
export const authenticationSASLContinue = (data: string) =>
  message('R', int32(11), Buffer.from(data))
export const authenticationSASLFinal = (data: string) => message('R', int32(12), Buffer.from(data))
export const parameterStatus = (name: string, value: string) =>
  message('S', string(name), string(value))
export const backendKeyData = (processId: number, secret: number) =>
  message('K', int32(processId), int32(secret))
export const readyForQuery = (status: Status) => message('Z', Buffer.from(status))

export const parseComplete = message('1')
export const bindComplete = message('2')
export const closeComplete = message('3')
export const noData = message('n')
export const emptyQueryResponse = message('I')
export const portalSuspended = message('s')
export const commandComplete = (tag: string) => message('C', string(tag))

export const parameterDescription = (types: readonly number[]) =>
  message('t', int16(types.length), ...types.map(int32))

export const rowDescription = (columns: readonly Column[]) =>
  message('T', int16(columns.length), ...columns.flatMap(fieldDescription))

export const dataRow = (columns: readonly Column[], row: Row) =>
  message(
    'D',
    int16(columns.length),
    ...columns.flatMap(({ name, type }) => {
      const value = row[name]
      return value == null ? [int32(-1)] : counted(Buffer.from(type.write(value)))
    }),
  )

/** "Error and Notice Message Fields": severity, the same untranslated, code and message. */
export const errorResponse = ({ severity, code, message: text }: PostgresError) =>
  message(
    'E',
    string(`S${severity}`),
    string(`V${severity}`),
    string(`C${code}`),
    string(`M${text}`),
    string(''),
  )

/** The column belongs to no table, its values have no modifier, and they are sent as text. */
function fieldDescription({ name, type }: Column): Buffer[] {
  return [string(name), int32(0), int16(0), int32(type.oid), int16(type.size), int32(-1), int16(0)]
}

function message(type: string, ...fields: Buffer[]): Buffer {
  const body = Buffer.concat(fields)
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}

function counted(bytes: Buffer): Buffer[] {
  return [int32(bytes.length), bytes]
}

function string(text: string): Buffer {
  return Buffer.from(`${text}\0`)
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value & 0xffff)
  return bytes
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
