import { messageOf } from '../../../ground/text.ts'
import type { Failure } from '../session.ts'

/** `FATAL` ends the connection. */
export type Severity = 'ERROR' | 'FATAL'

/** An error for the client, with the code that PostgreSQL gives it ("PostgreSQL Error Codes"). */
export class PostgresError extends Error {
  readonly code: string
  readonly severity: Severity

  constructor(code: string, message: string, severity: Severity = 'ERROR') {
    super(message)
    this.code = code
    this.severity = severity
  }

  /** What the script, or what is not simulated, says. */
  static of({ error: { code = INTERNAL_ERROR, message } }: Failure): PostgresError {
    return new PostgresError(code, message, GOING_AWAY.test(code) ? 'FATAL' : 'ERROR')
  }

  /** Anything thrown, such as by a value that can't be written. */
  static from(thrown: unknown): PostgresError {
    if (thrown instanceof PostgresError) return thrown
    return new PostgresError(INTERNAL_ERROR, messageOf(thrown))
  }

  /** The same error, after which the connection is closed. */
  get fatal(): PostgresError {
    return new PostgresError(this.code, this.message, 'FATAL')
  }
}

const INTERNAL_ERROR = 'XX000'
/** `admin_shutdown`, `crash_shutdown` and their like: the server says why, and hangs up. */
const GOING_AWAY = /^57P0\d$/

export function protocolViolation(message: string): PostgresError {
  return new PostgresError('08P01', message)
}
