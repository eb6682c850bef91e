import { PostgresError } from './errors.ts'
import { type Counts, commandOf, tagOf } from './statements.ts'

/** "ReadyForQuery": idle, in a transaction, or in one that has failed. */
export type Status = 'I' | 'T' | 'E'

/** The transaction of a connection, as the statements of its queries begin and end it. */
export class Transaction {
  #status: Status = 'I'

  get status(): Status {
    return this.#status
  }

  /** After an error nothing is done but to end the transaction, or to go back to a savepoint. */
  check([first = '']: readonly string[]): void {
    if (this.#status !== 'E' || ENDS.test(first) || GOES_BACK.test(first)) return
    throw new PostgresError(
      '25P02',
      'current transaction is aborted, commands ignored until end of transaction block',
    )
  }

  /** Statements were executed. Returns what is said about the last one. */
  executed(statements: readonly string[], counts: Counts): string {
    let tag = ''
    for (const statement of statements) {
      tag = tagOf(this.#isLost(statement) ? 'ROLLBACK' : commandOf(statement), counts)
      if (ENDS.test(statement)) this.#status = 'I'
      else if (BEGINS.test(statement) || GOES_BACK.test(statement)) this.#status = 'T'
    }
    return tag
  }

  /** Something has failed: one of these statements, or something on the way to one. */
  failed(statements: readonly string[] = []): void {
    if (this.#status !== 'I') this.#status = ENDS.test(statements.at(-1) ?? '') ? 'I' : 'E'
  }

  #isLost(statement: string): boolean {
    return this.#status === 'E' && ENDS.test(statement)
  }
}

const BEGINS = /^(?:BEGIN|START TRANSACTION)\b/
const ENDS = /^(?:COMMIT|END|ROLLBACK|ABORT)\b(?!(?: WORK| TRANSACTION)? TO\b)/
const GOES_BACK = /^ROLLBACK(?: WORK| TRANSACTION)? TO\b/
