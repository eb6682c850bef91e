/** PostgreSQL's messages, written and read without a client, for those that no client sends. */

/** A message of a server: its type, and what is in it. */
export interface Message {
  readonly type: string
  readonly text: string
}

export const int16 = (value: number) => Buffer.of(value >> 8, value)
export const int32 = (value: number) => Buffer.of(value >> 24, value >> 16, value >> 8, value)
export const string = (text: string) => Buffer.from(`${text}\0`)

export function message(type: string, ...fields: Buffer[]): Buffer {
  const body = Buffer.concat(fields)
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}

export function startup(settings: Record<string, string>, version = 3 << 16): Buffer {
  const pairs = Object.entries(settings).flat().map(string)
  const body = Buffer.concat([int32(version), ...pairs, string('')])
  return Buffer.concat([int32(body.length + 4), body])
}

export const query = (text: string) => message('Q', string(text))
export const parse = (name: string, text: string) =>
  message('P', string(name), string(text), int16(0))
export const bind = (portal: string, statement: string, ...values: string[]) =>
  message(
    'B',
    ...[portal, statement].map(string),
    int16(0),
    int16(values.length),
    ...values.flatMap(value => [int32(Buffer.byteLength(value)), Buffer.from(value)]),
    int16(0),
  )
export const describe = (kind: string, name = '') => message('D', Buffer.from(kind), string(name))
export const close = (kind: string, name = '') => message('C', Buffer.from(kind), string(name))
export const execute = (portal = '', most = 0) => message('E', string(portal), int32(most))
/** Parse, Bind, Describe, Execute: all that a client needs for one query. */
export const extended = (text: string, ...values: string[]) =>
  Buffer.concat([parse('', text), bind('', '', ...values), describe('P'), execute()])
export const sync = message('S')
export const flush = message('H')

export function messagesIn(bytes: Buffer): Message[] {
  const messages: Message[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + bytes.readUInt32BE(at + 1)
    messages.push({
      type: bytes.toString('latin1', at, at + 1),
      text: bytes.toString('utf8', at + 5, end),
    })
    at = end
  }
  return messages
}

export const typesOf = (messages: readonly Message[]) => messages.map(({ type }) => type).join(' ')
export const tagsIn = (messages: readonly Message[]) =>
  messages.filter(({ type }) => type === 'C').map(({ text }) => text.replace('\0', ''))
export const codesIn = (messages: readonly Message[]) =>
  messages.filter(({ type }) => type === 'E').map(({ text }) => /\0C(\w+)\0/.exec(text)?.[1])
