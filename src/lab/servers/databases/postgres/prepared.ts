import type { Success } from '../session.ts'
import { PostgresError, protocolViolation } from './errors.ts'
import { placeholdersIn, statementsIn } from './statements.ts'

/** A prepared statement. */
export interface Statement {
  readonly text: string
  /** What is in the text: one statement, or '' for none. */
  readonly sql: string
  /** The type of each of its values; 0 where the client leaves that to the server. */
  readonly types: readonly number[]
  /** What it gives, if the client wanted to know that before it sent values. */
  answer?: Success | undefined
}

/** A statement with its values, ready to be executed. */
export interface Portal {
  readonly statement: Statement
  readonly values: readonly (string | null)[]
  /** What it gives; unknown until the client wants to know it. */
  answer?: Success
  /** How many of the rows are sent; nothing before it is executed. */
  sent?: number
}

/** What a connection has prepared, by name. The name '' is for what is replaced by the next one. */
export class Prepared {
  readonly #statements = new Map<string, Statement>()
  readonly #portals = new Map<string, Portal>()

  parse(name: string, text: string, types: readonly number[]): void {
    const [sql = '', ...others] = statementsIn(text)
    if (others.length > 0) {
      throw new PostgresError('42601', 'cannot insert multiple commands into a prepared statement')
    }
    if (name !== '' && this.#statements.has(name)) {
      throw new PostgresError('42P05', `prepared statement "${name}" already exists`)
    }
    const length = Math.max(types.length, placeholdersIn(sql))
    const allTypes = Array.from({ length }, (_, at) => types[at] ?? 0)
    this.#statements.set(name, { text, sql, types: allTypes })
  }

  bind(name: string, statementName: string, values: readonly (string | null)[]): void {
    const statement = this.statement(statementName)
    const { length } = statement.types
    if (values.length !== length) {
      throw protocolViolation(
        `bind message supplies ${values.length} parameters, but prepared statement "${statementName}" requires ${length}`,
      )
    }
    if (name !== '' && this.#portals.has(name)) {
      throw new PostgresError('42P03', `cursor "${name}" already exists`)
    }
    this.#portals.set(name, { statement, values })
  }

  statement(name: string): Statement {
    const statement = this.#statements.get(name)
    if (statement) return statement
    const which = name === '' ? 'unnamed prepared statement' : `prepared statement "${name}"`
    throw new PostgresError('26000', `${which} does not exist`)
  }

  portal(name: string): Portal {
    const portal = this.#portals.get(name)
    if (portal) return portal
    throw new PostgresError('34000', `portal "${name}" does not exist`)
  }

  closeStatement(name: string): void {
    this.#statements.delete(name)
  }

  closePortal(name: string): void {
    this.#portals.delete(name)
  }

  /** Portals live as long as their transaction. */
  closePortals(): void {
    this.#portals.clear()
  }
}
