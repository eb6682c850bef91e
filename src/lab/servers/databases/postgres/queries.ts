import { words } from '../../../ground/words/words.ts'
import type { Row, Session, Success } from '../session.ts'
import { PostgresError, protocolViolation } from './errors.ts'
import { type Portal, Prepared, type Statement } from './prepared.ts'
import type { Fields, Frame } from './reading.ts'
import { lacksValues, notSimulatedIn, statementsIn } from './statements.ts'
import { Transaction } from './transaction.ts'
import { columnsOf, TEXT } from './values.ts'
import {
  bindComplete,
  closeComplete,
  commandComplete,
  dataRow,
  emptyQueryResponse,
  errorResponse,
  noData,
  type Output,
  parameterDescription,
  parseComplete,
  portalSuspended,
  readyForQuery,
  rowDescription,
} from './writing.ts'

/**
 * The queries of a connection ("Simple Query", "Extended Query"). Which columns a query has, only its answer
 * tells: the script is asked once for each query, as soon as the client wants to know either.
 */
export class Queries {
  readonly #output: Output
  readonly #session: Session
  readonly #transaction = new Transaction()
  readonly #prepared = new Prepared()
  /** After an error in an extended query the messages up to the next Sync have no meaning. */
  #skips = false
  /** True when there is no more to say. */
  over = false

  constructor(output: Output, session: Session) {
    this.#output = output
    this.#session = session
    this.#sync()
  }

  /** Answers a message. */
  async take({ type, body }: Frame): Promise<void> {
    if (this.#skips && type !== SYNC) return
    try {
      await this.#messages[type]?.(body)
    } catch (error) {
      this.#fail(PostgresError.from(error), type)
    }
  }

  /** What there is to do for each message of "Message Formats". What is missing has no meaning by now. */
  readonly #messages: Readonly<Record<string, (body: Fields) => void | Promise<void>>> = {
    Q: body => this.#query(body),
    P: body => this.#parse(body),
    B: body => this.#bind(body),
    D: body => this.#describe(body),
    E: body => this.#execute(body),
    C: body => this.#close(body),
    H: () => this.#output.flush(),
    [SYNC]: () => this.#sync(),
    F: () => this.#refuse(words.databases.features.functionCall),
  }

  #fail(error: PostgresError, type: string): void {
    this.#transaction.failed()
    this.#output.send(errorResponse(error))
    this.#output.flush()
    if (error.severity === 'FATAL') this.over = true
    else if (type === 'Q' || type === 'F') this.#sync()
    else this.#skips = true
  }

  // ---- simple queries ------------------------------------------------------------------------------

  async #query(body: Fields): Promise<void> {
    const text = body.string()
    body.end()
    this.#prepared.closeStatement('')
    const statements = statementsIn(text)
    if (statements.length === 0) this.#output.send(emptyQueryResponse)
    else {
      if (statements.some(lacksValues)) throw new PostgresError('42P02', 'there is no parameter $1')
      const answer = await this.#ask(text, statements)
      if (answer.rows) this.#output.send(rowDescription(columnsOf(answer.rows)))
      this.#complete(statements, answer, answer.rows)
    }
    if (!this.over) this.#sync()
  }

  // ---- extended queries ----------------------------------------------------------------------------

  #parse(body: Fields): void {
    const name = body.string()
    const text = body.string()
    const types = body.list(() => body.int32())
    body.end()
    this.#prepared.parse(name, text, types)
    this.#output.send(parseComplete)
  }

  #bind(body: Fields): void {
    const portal = body.string()
    const statement = body.string()
    const formats = body.list(() => body.int16())
    const values = body.list(() => body.value())
    formats.push(...body.list(() => body.int16()))
    body.end()
    if (formats.some(format => format !== TEXT_FORMAT))
      this.#refuse(words.databases.features.binaryValue)
    this.#prepared.bind(portal, statement, values)
    this.#output.send(bindComplete)
  }

  async #describe(body: Fields): Promise<void> {
    const kind = body.letter()
    const name = body.string()
    body.end()
    if (kind === 'S') await this.#describeStatement(this.#prepared.statement(name))
    else if (kind === 'P') this.#describeRows(await this.#answerOf(this.#prepared.portal(name)))
    else throw protocolViolation(`invalid DESCRIBE message subtype ${kind.charCodeAt(0)}`)
  }

  async #describeStatement(statement: Statement): Promise<void> {
    const { text, sql, types } = statement
    if (sql !== '') statement.answer ??= await this.#ask(text, [sql])
    this.#output.send(parameterDescription(types.map(type => type || TEXT.oid)))
    this.#describeRows(statement.answer)
  }

  #describeRows(answer: Success | undefined): void {
    this.#output.send(answer?.rows ? rowDescription(columnsOf(answer.rows)) : noData)
  }

  async #execute(body: Fields): Promise<void> {
    const name = body.string()
    const most = body.int32()
    body.end()
    const portal = this.#prepared.portal(name)
    const answer = await this.#answerOf(portal)
    if (!answer) return this.#output.send(emptyQueryResponse)
    const { sent = 0 } = portal
    const page = answer.rows?.slice(sent, most > 0 ? sent + most : undefined)
    if (!page && portal.sent !== undefined) {
      throw new PostgresError('55000', `portal "${name}" cannot be run`)
    }
    portal.sent = sent + (page?.length ?? 0)
    this.#complete([portal.statement.sql], answer, page, most > 0 && page?.length === most)
  }

  #close(body: Fields): void {
    const kind = body.letter()
    const name = body.string()
    body.end()
    if (kind === 'S') this.#prepared.closeStatement(name)
    else if (kind === 'P') this.#prepared.closePortal(name)
    else throw protocolViolation(`invalid CLOSE message subtype ${kind.charCodeAt(0)}`)
    this.#output.send(closeComplete)
  }

  /** Tells the client that it may ask. */
  #sync(): void {
    const { status } = this.#transaction
    this.#skips = false
    if (status === 'I') this.#prepared.closePortals()
    this.#output.send(readyForQuery(status))
    this.#output.flush()
  }

  // ---- answers -------------------------------------------------------------------------------------

  /** What a portal gives, if there is anything in its statement: the script is asked when nobody did so before. */
  async #answerOf(portal: Portal): Promise<Success | undefined> {
    const { statement, values } = portal
    const { text, sql } = statement
    if (portal.answer || sql === '') return portal.answer
    portal.answer = statement.answer ?? (await this.#ask(text, [sql], values))
    // The next portal is another query.
    statement.answer = undefined
    return portal.answer
  }

  async #ask(
    text: string,
    statements: readonly string[],
    values?: readonly unknown[],
  ): Promise<Success> {
    this.#transaction.check(statements)
    const refused = statements.map(notSimulatedIn).find(feature => feature !== undefined)
    if (refused) this.#refuse(refused)
    const answer = await this.#session.ask(text, values)
    if (!answer.error) return answer
    this.#transaction.failed(statements)
    throw PostgresError.of(answer)
  }

  /** Sends rows and how the query has ended. */
  #complete(
    statements: readonly string[],
    answer: Success,
    page: readonly Row[] = [],
    isSuspended = false,
  ): void {
    const columns = columnsOf(answer.rows ?? [])
    const rows = page.map(row => dataRow(columns, row))
    const tag = this.#transaction.executed(statements, {
      sent: answer.rows ? page.length : answer.affected,
      all: answer.rows?.length ?? answer.affected,
    })
    const bytes = Buffer.concat([...rows, isSuspended ? portalSuspended : commandComplete(tag)])
    if (answer.cut) {
      this.#output.send(bytes.subarray(0, bytes.length / 2))
      this.over = true
    } else this.#output.send(bytes)
  }

  #refuse(feature: string): never {
    throw PostgresError.of(this.#session.refuse(feature))
  }
}

const SYNC = 'S'
const TEXT_FORMAT = 0
