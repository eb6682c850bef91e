import type net from 'node:net'
import { TLSSocket } from 'node:tls'
import { words } from '../../ground/words/words.ts'
import type { ClientThread } from '../client-thread.ts'
import { Arrivals } from './arrivals.ts'
import { FakeDatabase } from './fake-database.ts'
import { type Databases, placeOf, type Scheme } from './script.ts'
import type { Protocol } from './session.ts'
import { plugIn } from './socket.ts'

/** The databases of a run, as one of its threads sees them. */
export class FakeDatabases {
  readonly #client: ClientThread
  readonly #databases: readonly FakeDatabase[]
  readonly #arrivals: Arrivals
  #connections = 0

  constructor(client: ClientThread, databases: Databases) {
    this.#client = client
    this.#arrivals = new Arrivals((ms, action) => client.later(ms, action))
    this.#databases = Object.entries(databases).flatMap(([address, script]) => {
      const place = placeOf(address)
      return place ? [new FakeDatabase(client, place, script)] : []
    })
  }

  /** Whether there are any. */
  get any(): boolean {
    return this.#databases.length > 0
  }

  /** What there is, for a sentence. */
  get names(): string[] {
    return this.#databases.map(({ name }) => name)
  }

  /** The database at a place, if there is one. */
  at(host: string, port: number): FakeDatabase | undefined {
    return this.#databases.find(({ place }) => place.host === host && place.port === port)
  }

  /** Connects a client's socket, if what it wants to reach is one of the databases. */
  connect(socket: net.Socket, host: string, port: number): boolean {
    const database = this.at(host, port)
    if (!database || socket instanceof TLSSocket) return false
    if (database.failure) this.#turnAway(socket, database, database.failure)
    else void this.#serve(socket, database)
    return true
  }

  #turnAway(socket: net.Socket, database: FakeDatabase, error: Error & { code: string }): void {
    const connection = database.open()
    Reflect.set(socket, 'connecting', true)
    const callOff = this.#client.later(database.script.delay ?? 0, () => {
      connection.fail(error.code)
      socket.destroy(error)
    })
    socket.once('close', () => {
      callOff()
      connection.end()
    })
  }

  async #serve(socket: net.Socket, database: FakeDatabase): Promise<void> {
    const client = this.#client
    const connection = database.open()
    const number = this.#connections++
    const { stream, accept } = plugIn(socket, {
      later: (ms, action) => client.later(ms, action),
      send: (deliver, done) => {
        // Logging in is where clients do real work; later they send when they are asked to.
        if (connection.isUsed) return deliver(done)
        this.#arrivals.add(number, () => deliver(() => {}))
        done()
      },
      hurry: () => this.#arrivals.hurry(number),
      get isOver() {
        return client.over
      },
      tooLate: () => socket.destroy(new Error(words.databases.ofAnEarlierRun())),
    })
    for (const over of ['finish', 'close']) stream.on(over, () => connection.end())
    // Only now: a client's package takes a while to load, and the server's side of it as well.
    const protocol = await client.during(PROTOCOLS[database.place.scheme]())
    this.#arrivals.add(number, () => {
      client.later(database.script.delay ?? 0, () => {
        accept()
        if (!connection.silent) protocol(stream, connection)
      })
    })
  }
}

const PROTOCOLS: Record<Scheme, () => Promise<Protocol>> = {
  redis: async () => (await import('./redis/protocol.ts')).redis,
  mysql: async () => (await import('./mysql/protocol.ts')).mysql,
  postgres: async () => (await import('./postgres/protocol.ts')).postgres,
}
