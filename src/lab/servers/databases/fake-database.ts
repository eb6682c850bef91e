import { BusyWait } from '../../ground/errors.ts'
import type { OpenSpan } from '../../ground/recorder.ts'
import { words } from '../../ground/words/words.ts'
import type { ClientThread } from '../client-thread.ts'
import { connectionFailure } from '../connection-failures.ts'
import { commandTextOf } from './redis/words.ts'
import type { Database, Place, Reply } from './script.ts'
import type { Answer, Failure, Session } from './session.ts'
import { divergesAtPlaceholder, matchQuery } from './sql.ts'

/** A scripted database, as one thread of a run sees it. */
export class FakeDatabase {
  readonly place: Place
  readonly script: Database
  /** How often each query was cut. */
  readonly cuts = new Map<Reply, number>()
  readonly #client: ClientThread

  constructor(client: ClientThread, place: Place, script: Database) {
    this.#client = client
    this.place = place
    this.script = script
  }

  /** How it is called in sentences and pictures: without the password. */
  get name(): string {
    return `${this.place.scheme}://${this.place.host}`
  }

  /** Why no connection to it comes about; nothing where one does. */
  get failure(): (Error & { code: string }) | undefined {
    return connectionFailure(this.script, this.place.host, this.place.port)
  }

  open(): Connection {
    return new Connection(this.#client, this)
  }
}

/** A query that was found in the script, or was not. */
interface Found {
  readonly span: OpenSpan
  readonly reply: Reply | undefined
}

/** One connection to a database: a span in the trace, as is each of its queries. */
export class Connection implements Session {
  readonly #client: ClientThread
  readonly #database: FakeDatabase
  readonly #span: OpenSpan
  #isCut = false
  /** The query that is worked on. */
  #query: { readonly span: OpenSpan; readonly callOff: () => void } | undefined

  constructor(client: ClientThread, database: FakeDatabase) {
    this.#client = client
    this.#database = database
    client.requestOpened()
    this.#span = client.recorder.open({
      row: { group: 'connection' },
      kind: 'connection',
      label: `connection to ${database.name}`,
      url: database.name,
    })
  }

  /** True from its first query on. */
  isUsed = false

  get login(): Place {
    return this.#database.place
  }

  /** The database never says a word. */
  get silent(): boolean {
    return this.#database.script.silent === true
  }

  ask(text: string, values: readonly unknown[] = []): Promise<Answer> {
    this.isUsed = true
    const { span, reply } = this.#find(text, values)
    const { promise, resolve } = Promise.withResolvers<Answer>()
    if (!reply) {
      resolve(this.#unknown(text))
      return promise
    }
    if (reply.silent) {
      this.#query = { span, callOff: () => {} }
      return promise
    }
    const due = this.#client.clock.now + (reply.delay ?? 0)
    const callOff = this.#client.later(reply.delay ?? 0, () => {
      // The server was done in time, also when the program was too busy to notice.
      this.#close(span, reply, due)
      resolve(answerOf(reply))
    })
    this.#query = { span, callOff }
    return promise
  }

  /** The same for a blocking client: moves the clock on. */
  askBlocking(text: string, values: readonly unknown[], label: string): Answer {
    this.#client.point()
    const { span, reply } = this.#find(text, values)
    span.blocking = true
    if (!reply) return this.#unknown(text)
    this.#client.stand(
      'blocked',
      reply.silent ? Number.POSITIVE_INFINITY : (reply.delay ?? 0),
      label,
      {
        name: `${label}('${text}')`,
        reason: 'noReply',
      },
    )
    this.#close(span, reply)
    return answerOf(reply)
  }

  /** Stands still until a blocking client is let in. */
  enterBlocking(label: string): void {
    this.#client.point()
    this.#span.blocking = true
    const { delay = 0, silent } = this.#database.script
    const ms = silent ? Number.POSITIVE_INFINITY : delay
    if (ms > 0)
      this.#client.stand('blocked', ms, label, { name: `${label}()`, reason: 'noGreeting' })
  }

  refuse(feature: string): Failure {
    return failure(words.databases.notSimulated({ feature, scheme: this.login.scheme }))
  }

  /** The connection is over. */
  end(): void {
    if (this.#query && this.#span.outcome === 'open') {
      this.#query.callOff()
      this.#client.recorder.close(this.#query.span, 'dropped')
    }
    this.#over(this.#isCut ? 'cut' : 'closed')
  }

  /** The connection did not come about. */
  fail(code: string): void {
    this.#span.code = code
    this.#over('refused')
  }

  #over(outcome: 'cut' | 'closed' | 'refused'): void {
    if (this.#span.outcome !== 'open') return
    this.#client.recorder.close(this.#span, outcome)
    this.#client.requestClosed()
  }

  #find(text: string, values: readonly unknown[]): Found {
    const { scheme } = this.login
    const span = this.#client.recorder.open({
      row: { group: 'query' },
      kind: 'query',
      label: oneLine(text),
      url: this.#database.name,
    })
    for (const [scripted, reply] of Object.entries(this.#database.script.queries)) {
      const found =
        scheme === 'redis'
          ? matchCommand(scripted, text)
          : matchQuery(scripted, text, values, scheme)
      if (!found) continue
      // A client may have put the values into the text: what was asked is the same.
      span.label = oneLine(scripted)
      span.values = found
      return { span, reply }
    }
    if (values.length > 0) span.values = values
    const isControl = scheme !== 'redis' && TRANSACTION.test(text)
    if (!isControl) this.#client.recorder.close(span, 'unknown')
    return { span, reply: isControl ? {} : undefined }
  }

  #close(span: OpenSpan, reply: Reply, at?: number): void {
    this.#query = undefined
    this.#isCut = reply.cut === true
    if (reply.error) span.code = reply.error.code
    this.#client.recorder.close(span, reply.cut ? 'cut' : 'answered', at)
    if (reply.cut) this.#countCut(span.label, reply)
  }

  /** Some clients connect anew and ask again, whatever happens: that would never end. */
  #countCut(query: string, reply: Reply): void {
    const { cuts, name } = this.#database
    const times = (cuts.get(reply) ?? 0) + 1
    cuts.set(reply, times)
    if (times < MOST_CUTS) return
    this.#client.crash(
      new BusyWait(place => words.busyWaits.queryRepeated({ database: name, times, query, place })),
    )
  }

  #unknown(text: string): Failure {
    const { scheme } = this.login
    const known = Object.keys(this.#database.script.queries)
    const isGlued =
      scheme !== 'redis' && known.some(query => divergesAtPlaceholder(query, text, scheme))
    return failure(words.databases.unknownQuery({ scheme, query: text, isGlued, known }))
  }
}

/** A client that tries again a few times gets the error that it is there to handle. */
const MOST_CUTS = 50

/** Transactions begin and end without being scripted. */
const TRANSACTION =
  /^\s*(begin|start\s+transaction|commit|end|rollback|abort|savepoint|release)\b[^;]*;?\s*$/i

function oneLine(query: string): string {
  return query.replace(/\s+/g, ' ').trim()
}

function matchCommand(scripted: string, text: string): [] | undefined {
  return commandTextOf(scripted) === text ? [] : undefined
}

function answerOf({
  rows,
  affected = 0,
  insertId = 0,
  reply = 'OK',
  error,
  cut = false,
}: Reply): Answer {
  return error ? { error, cut } : { rows, affected, insertId, reply, cut }
}

function failure(message: string): Failure {
  return { error: { code: undefined, message }, cut: false }
}
