import { createRequire } from 'node:module'
import path from 'node:path'

/** Any error that has no number of its own. */
const UNKNOWN = { number: 1105, state: 'HY000' }

/** The SQL states of usual errors: the server's "Error Message Reference". All others have the general one. */
const STATES: Readonly<Record<string, string>> = {
  ER_ACCESS_DENIED_ERROR: '28000',
  ER_BAD_DB_ERROR: '42000',
  ER_BAD_FIELD_ERROR: '42S22',
  ER_BAD_NULL_ERROR: '23000',
  ER_BAD_TABLE_ERROR: '42S02',
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: '25006',
  ER_CON_COUNT_ERROR: '08004',
  ER_DATA_TOO_LONG: '22001',
  ER_DBACCESS_DENIED_ERROR: '42000',
  ER_DIVISION_BY_ZERO: '22012',
  ER_DUP_ENTRY: '23000',
  ER_EMPTY_QUERY: '42000',
  ER_HANDSHAKE_ERROR: '08S01',
  ER_LOCK_DEADLOCK: '40001',
  ER_NET_PACKETS_OUT_OF_ORDER: '08S01',
  ER_NO_DB_ERROR: '3D000',
  ER_NO_REFERENCED_ROW_2: '23000',
  ER_NO_SUCH_TABLE: '42S02',
  ER_NOT_SUPPORTED_AUTH_MODE: '08004',
  ER_PARSE_ERROR: '42000',
  ER_QUERY_INTERRUPTED: '70100',
  ER_ROW_IS_REFERENCED_2: '23000',
  ER_SERVER_SHUTDOWN: '08S01',
  ER_SIGNAL_EXCEPTION: '45000',
  ER_SP_DOES_NOT_EXIST: '42000',
  ER_TABLE_EXISTS_ERROR: '42S01',
  ER_TABLEACCESS_DENIED_ERROR: '42000',
  ER_TOO_MANY_USER_CONNECTIONS: '42000',
  ER_TRUNCATED_WRONG_VALUE: '22007',
  ER_UNKNOWN_COM_ERROR: '08S01',
  ER_WARN_DATA_OUT_OF_RANGE: '22003',
  ER_WRONG_VALUE_COUNT_ON_ROW: '21S01',
}

/** An error's number and its SQL state, as they go over the wire, by its name, such as `ER_NO_SUCH_TABLE`. */
export function errorByName(name: string | undefined): typeof UNKNOWN {
  const number = name === undefined ? undefined : numbers()[name]
  if (name === undefined || typeof number !== 'number') return UNKNOWN
  return { number, state: STATES[name] ?? UNKNOWN.state }
}

/**
 * The client's own table of numbers by name, and of names by number: a client says which error it was with the
 * name that it finds there. The package does not hand it out, so it is read by its path.
 */
function numbers(): Readonly<Record<string, unknown>> {
  const require = createRequire(import.meta.url)
  return require(path.join(path.dirname(require.resolve('mysql2')), 'lib/constants/errors.js'))
}
