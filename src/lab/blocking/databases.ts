import { NetworkWhileLoading } from '../ground/errors.ts'
import { words } from '../ground/words/words.ts'
import { currentRun, host } from '../machine/host.ts'
import type { Connection } from '../servers/databases/fake-database.ts'
import { type Place, placeOf, type Scheme } from '../servers/databases/script.ts'
import type { Success } from '../servers/databases/session.ts'

/** One connection of a blocking client. */
export interface BlockingConnection {
  /** Stops the thread until the answer is there; throws the database's error. */
  ask(text: string, values: readonly unknown[]): Success
  close(): void
}

/** What each kind of database says to the wrong person, by its own code. */
const DENIED: Readonly<Record<Scheme, string>> = {
  redis: 'WRONGPASS',
  mysql: 'ER_ACCESS_DENIED_ERROR',
  postgres: '28P01',
}

/**
 * Connects to a database of the run and stops the thread until it is connected.
 *
 * @throws Error with a `code`: the address is unknown, or the database lets nobody in with that password.
 */
export function connectBlocking(scheme: Scheme, address: string | URL): BlockingConnection {
  const call = `${scheme}.connect('${address}')`
  const databases = currentRun()?.network.databases
  if (!databases) {
    if (host.loading) throw new NetworkWhileLoading(call)
    throw new Error(words.blocking.connectOutside({ call }))
  }
  const place = placeOf(address)
  if (place?.scheme !== scheme) {
    throw new TypeError(words.blocking.connectNotAnAddress({ call, scheme }))
  }
  const database = databases.at(place.host, place.port)
  if (database?.place.scheme !== scheme) {
    const message = words.blocking.noSuchDatabase({ call, known: databases.names })
    throw withCode(message, 'ENOTFOUND')
  }
  const connection = database.open()
  connection.enterBlocking(`${scheme}.connect`)
  if (database.failure) {
    connection.fail(database.failure.code)
    throw database.failure
  }
  if (!mayEnter(place, database.place)) {
    connection.end()
    throw withCode(words.blocking.denied({ call }), DENIED[scheme])
  }
  return {
    ask: (text, values) => ask(connection, text, values, `${scheme}.${VERBS[scheme]}`),
    close: () => connection.end(),
  }
}

const VERBS: Readonly<Record<Scheme, string>> = { redis: 'call', mysql: 'query', postgres: 'query' }

/** Where the script says nothing, anything will do. */
function mayEnter(asked: Place, allowed: Place): boolean {
  const parts = ['user', 'password', 'database'] as const
  return parts.every(part => allowed[part] === '' || allowed[part] === asked[part])
}

function ask(
  connection: Connection,
  text: string,
  values: readonly unknown[],
  label: string,
): Success {
  const answer = connection.askBlocking(text, values, label)
  if (answer.error) throw withCode(answer.error.message, answer.error.code)
  if (!answer.cut) return answer
  connection.end()
  throw withCode(words.blocking.cutWhileAnswering({ query: text }), 'ECONNRESET')
}

function withCode(message: string, code: string | undefined): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code })
}
