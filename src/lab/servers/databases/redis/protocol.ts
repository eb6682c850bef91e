import type { Duplex } from 'node:stream'
import { messageOf } from '../../../ground/text.ts'
import { words } from '../../../ground/words/words.ts'
import type { Protocol } from '../session.ts'
import { Client, errorOf, ownReply } from './commands.ts'
import { ErrorReply, encode, Status, type Version } from './reply.ts'
import { ProtocolError, requestsOf } from './requests.ts'
import { commandName, commandText } from './words.ts'

/**
 * Speaks RESP, the protocol of Redis, as its server. Commands that manage the connection it knows by itself; every
 * other command is asked as one line of text (see `commandText`), once the one before it is answered.
 */
export const redis: Protocol = (stream, session) => {
  // A client that is gone is no error: nobody is left to be told.
  stream.on('error', () => {})
  void serve(stream, new Client(session))
}

async function serve(stream: Duplex, client: Client): Promise<void> {
  try {
    for await (const words of requestsOf(stream)) {
      const { reply, cut } = await answer(words, client)
      if (!stream.writable) return
      const bytes = bytesOf(reply, client.version)
      stream.write(cut ? bytes.subarray(0, bytes.length / 2) : bytes)
      if (cut || client.isLeaving) break
    }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    const reply = new ErrorReply('ERR', `Protocol error: ${error.message}`)
    if (stream.writable) stream.write(encode(reply, client.version))
  }
  stream.end()
}

interface Answer {
  readonly reply: unknown
  readonly cut: boolean
}

async function answer(words: readonly Buffer[], client: Client): Promise<Answer> {
  const [name, ...args] = words
  const own = ownReply(commandName(name), args.map(String), client)
  if (own !== undefined) return { reply: own, cut: false }
  const given = await client.session.ask(commandText(words))
  if (given.error) return { reply: errorOf(given), cut: given.cut }
  // Where a command has nothing to say, its reply is a status. Clients hand out both as the same text.
  return { reply: given.reply === 'OK' ? new Status('OK') : given.reply, cut: given.cut }
}

function bytesOf(reply: unknown, version: Version): Buffer {
  try {
    return encode(reply, version)
  } catch (error) {
    const why = words.databases.badReply({ why: messageOf(error) })
    return encode(new ErrorReply('ERR', why), version)
  }
}
