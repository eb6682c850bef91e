import type { Duplex } from 'node:stream'
import { messageOf } from '../../../ground/text.ts'
import { words } from '../../../ground/words/words.ts'
import type { Failure, Protocol, Session, Success } from '../session.ts'
import { Channel } from './channel.ts'
import {
  admit,
  type Credentials,
  greeting,
  isDatabase,
  isUnicode,
  readChangeUser,
  readHandshakeResponse,
} from './login.ts'
import { type ParameterTypes, readExecution } from './parameters.ts'
import { PayloadReader, ProtocolFault } from './payload.ts'
import { errorPacket, okPacket, preparedStatement, type RowFormat, resultSet } from './replies.ts'
import {
  countParameters,
  INITIAL_STATUS,
  infoOf,
  isEmpty,
  notSimulated,
  statusAfter,
  usedDatabase,
} from './statements.ts'

/**
 * The server's side of MySQL's protocol, as MySQL 8 speaks it: https://dev.mysql.com/doc/dev/mysql-server/latest,
 * "Client/Server Protocol". Where MariaDB differs, as with JSON, which is a text to it, this is MySQL. Passwords
 * are checked with `mysql_native_password`; TLS and compression are not announced.
 *
 * The client's package has a server's side, too, but not enough of one: it takes `SET` in a query for a prepared
 * statement, guesses where a statement's values begin, and has no answers to prepared statements.
 */
export const mysql: Protocol = (stream: Duplex, session: Session) => {
  const channel = new Channel(stream)
  new Conversation(channel, session)
    .run()
    .catch((error: unknown) => channel.send([errorPacket(errorOf(error))]))
    .finally(() => channel.end())
}

/** What a client is told before the connection ends: its own mistake, or that of a script. */
function errorOf(error: unknown): Failure['error'] {
  if (error instanceof ProtocolFault) return error
  return { code: undefined, message: messageOf(error) }
}

interface Statement {
  readonly sql: string
  readonly parameters: number
  types: ParameterTypes
}

/** The chapter "Command Phase": the commands that have an answer here. */
const COMMANDS = {
  QUIT: 0x01,
  INIT_DB: 0x02,
  QUERY: 0x03,
  PING: 0x0e,
  CHANGE_USER: 0x11,
  STMT_PREPARE: 0x16,
  STMT_EXECUTE: 0x17,
  STMT_CLOSE: 0x19,
  STMT_RESET: 0x1a,
  RESET_CONNECTION: 0x1f,
}

const { features } = words.databases

/** Those that are refused, each by a name that says what it would have done. */
const REFUSED: Readonly<Record<number, string>> = {
  4: 'COM_FIELD_LIST',
  5: 'COM_CREATE_DB',
  6: 'COM_DROP_DB',
  7: 'COM_REFRESH',
  8: 'COM_SHUTDOWN',
  9: 'COM_STATISTICS',
  10: 'COM_PROCESS_INFO',
  12: 'COM_PROCESS_KILL',
  13: 'COM_DEBUG',
  18: features.replication({ command: 'COM_BINLOG_DUMP' }),
  19: features.replication({ command: 'COM_TABLE_DUMP' }),
  21: features.replication({ command: 'COM_REGISTER_SLAVE' }),
  24: 'COM_STMT_SEND_LONG_DATA',
  27: features.multipleStatementsCommand({ command: 'COM_SET_OPTION' }),
  28: features.cursorCommand({ command: 'COM_STMT_FETCH' }),
  30: features.replication({ command: 'COM_BINLOG_DUMP_GTID' }),
}

/** One connection, from the greeting to the end. */
class Conversation {
  readonly #channel: Channel
  readonly #session: Session
  readonly #statements = new Map<number, Statement>()
  #lastStatement = 0
  #status = INITIAL_STATUS
  #charset = 0

  constructor(channel: Channel, session: Session) {
    this.#channel = channel
    this.#session = session
  }

  async run(): Promise<void> {
    const channel = this.#channel
    channel.send([greeting(this.#status)])
    const response = await channel.next(1)
    if (!response) return
    this.#enter(readHandshakeResponse(response))
    for (;;) {
      const request = await channel.next()
      if (!request) return
      const reader = new PayloadReader(request)
      await this.#command(reader.int(1), reader)
    }
  }

  async #command(command: number, reader: PayloadReader): Promise<void> {
    switch (command) {
      case COMMANDS.QUIT:
        return this.#channel.end()
      case COMMANDS.INIT_DB:
        return this.#use(reader.text())
      case COMMANDS.QUERY:
        return this.#query(reader.text(), [], 'text')
      case COMMANDS.PING:
        return this.#ok()
      case COMMANDS.CHANGE_USER:
        this.#reset()
        return this.#enter(readChangeUser(reader))
      case COMMANDS.STMT_PREPARE:
        return this.#prepare(reader.text())
      case COMMANDS.STMT_EXECUTE:
        return this.#execute(reader)
      case COMMANDS.STMT_CLOSE:
        // The one request that gets no reply.
        this.#statements.delete(reader.int(4))
        return
      case COMMANDS.STMT_RESET:
        return this.#ok()
      case COMMANDS.RESET_CONNECTION:
        this.#reset()
        return this.#ok()
      default:
        return this.#refuse(command)
    }
  }

  #refuse(command: number): void {
    const feature = REFUSED[command]
    if (feature === undefined) this.#fail('ER_UNKNOWN_COM_ERROR', 'Unknown command')
    else this.#send(this.#session.refuse(feature))
  }

  #enter(credentials: Credentials): void {
    admit(credentials, this.#session.login)
    this.#charset = credentials.charset
    if (isUnicode(credentials.charset)) this.#ok()
    else {
      this.#send(this.#session.refuse(features.charset))
      this.#channel.end()
    }
  }

  #reset(): void {
    this.#statements.clear()
    this.#status = INITIAL_STATUS
  }

  #use(database: string): void {
    if (isDatabase(database, this.#session.login)) this.#ok()
    else this.#fail('ER_BAD_DB_ERROR', `Unknown database '${database}'`)
  }

  async #query(sql: string, values: readonly unknown[], format: RowFormat): Promise<void> {
    if (isEmpty(sql)) return this.#fail('ER_EMPTY_QUERY', 'Query was empty')
    const database = usedDatabase(sql)
    if (database !== undefined) return this.#use(database)
    const answer = await this.#session.ask(sql, values)
    // What the script does not know may well be a value that has become SQL: then that is said.
    if (answer.error) return this.#send(answer)
    const feature = notSimulated(sql)
    if (feature) return this.#send(this.#session.refuse(feature))
    this.#status = statusAfter(sql, this.#status)
    this.#channel.send(this.#reply(sql, answer, format), answer)
  }

  #reply(sql: string, { rows, affected, insertId }: Success, format: RowFormat): Buffer[] {
    return rows
      ? resultSet(rows, format, this.#state)
      : [okPacket(this.#state, { affected, insertId, info: infoOf(sql, affected) })]
  }

  #prepare(sql: string): void {
    const parameters = countParameters(sql)
    const id = ++this.#lastStatement
    this.#statements.set(id, { sql, parameters, types: [] })
    this.#channel.send(preparedStatement(id, parameters, this.#state))
  }

  async #execute(reader: PayloadReader): Promise<void> {
    const id = reader.int(4)
    const statement = this.#statements.get(id)
    if (!statement) return this.#unknownStatement(id)
    const execution = readExecution(reader, statement.parameters, statement.types)
    statement.types = execution.types
    if (execution.hasCursor) return this.#send(this.#session.refuse(features.cursor))
    return this.#query(statement.sql, execution.values, 'binary')
  }

  #unknownStatement(id: number): void {
    const message = `Unknown prepared statement handler (${id}) given to mysqld_stmt_execute`
    this.#fail('ER_UNKNOWN_STMT_HANDLER', message)
  }

  get #state() {
    return { status: this.#status, charset: this.#charset }
  }

  #ok(): void {
    this.#channel.send([okPacket(this.#state)])
  }

  #fail(code: string, message: string): void {
    this.#send({ error: { code, message }, cut: false })
  }

  #send(failure: Failure): void {
    this.#channel.send([errorPacket(failure.error)], failure)
  }
}
