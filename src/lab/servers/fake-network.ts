import type { ClientThread } from './client-thread.ts'
import { FakeDatabases } from './databases/fake-databases.ts'
import type { Databases } from './databases/script.ts'
import { FakeServer } from './fake-server.ts'
import type { Server } from './routes.ts'

/** What answers a run's requests and queries, as plain data; where there is nothing, nothing does. */
export interface Scripts {
  readonly server?: Server | undefined
  readonly databases?: Databases | undefined
}

/** All that a thread of a run can reach. */
export class FakeNetwork {
  readonly server: FakeServer
  readonly databases: FakeDatabases

  constructor(client: ClientThread, { server = {}, databases = {} }: Scripts) {
    this.server = new FakeServer(client, server)
    this.databases = new FakeDatabases(client, databases)
  }
}
