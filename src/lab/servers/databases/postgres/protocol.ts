import type { Duplex } from 'node:stream'
import type { Protocol, Session } from '../session.ts'
import { PostgresError } from './errors.ts'
import { letIn } from './login.ts'
import { Queries } from './queries.ts'
import { HungUp, Input } from './reading.ts'
import { errorResponse, Output } from './writing.ts'

/**
 * PostgreSQL's "Frontend/Backend Protocol", version 3.0, as its server: clients come in with their password
 * (SCRAM-SHA-256), ask simple and extended queries, and get text. Of the rest, what there is besides (encryption,
 * values in binary format, COPY, notifications, function calls, replication, cancelling) is refused by name or,
 * where the protocol has a word for that, as by a server that does not offer it.
 */
export const postgres: Protocol = (stream, session) => void serve(stream, session)

/** Never rejects: whatever goes wrong is the client's to know. */
async function serve(stream: Duplex, session: Session): Promise<void> {
  const input = new Input(stream)
  const output = new Output(stream)
  try {
    await letIn({ input, output, session })
    const queries = new Queries(output, session)
    // One message after the other, each when the one before it is answered.
    while (!queries.over) await queries.take(await input.message())
  } catch (error) {
    if (!(error instanceof HungUp)) output.send(errorResponse(PostgresError.from(error).fatal))
  }
  output.end()
  await input.drain()
}
