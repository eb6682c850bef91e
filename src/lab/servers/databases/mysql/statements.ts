import { words } from '../../../ground/words/words.ts'

/** What can be seen of a statement without knowing any table: by its text. */

/** The chapter "Server Status Flags". */
const IN_TRANSACTION = 1 << 0
const AUTOCOMMIT = 1 << 1

/** A new connection is in no transaction, and commits every change at once. */
export const INITIAL_STATUS = AUTOCOMMIT

/** Comments, and text in any quotes: nothing in it is SQL. */
const NO_SQL =
  /'[^'\\]*(?:\\[\s\S][^'\\]*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"|`[^`]*`|#.*|--\s.*|\/\*[\s\S]*?\*\//g

/** How many values a statement asks for. */
export function countParameters(sql: string): number {
  return bare(sql).split('?').length - 1
}

/** Whether there is nothing but spaces and comments. */
export function isEmpty(sql: string): boolean {
  return sql.replace(NO_SQL, quoted => (/^['"`]/.test(quoted) ? quoted : '')).trim() === ''
}

/** What of a statement is not simulated, by its name. */
export function notSimulated(sql: string): string | undefined {
  if (/;\s*\S/.test(bare(sql))) return words.databases.features.multipleStatements
  return /^\s*load\s+data\s+local\b/i.test(sql) ? 'LOAD DATA LOCAL' : undefined
}

/** The database that a `USE` statement names. */
export function usedDatabase(sql: string): string | undefined {
  const [, quoted, plain] = /^\s*use\s+(?:`([^`]+)`|([^\s`;]+))\s*;?\s*$/i.exec(sql) ?? []
  return quoted ?? plain
}

/** The status flags after a statement that succeeded. */
export function statusAfter(sql: string, status: number): number {
  const autocommit = /^\s*set\s+(?:session\s+|@@(?:session\.)?)?autocommit\s*=\s*(\w+)/i.exec(sql)
  if (autocommit)
    return /^(?:0|off)$/i.test(autocommit[1] ?? '') ? status & ~AUTOCOMMIT : status | AUTOCOMMIT
  if (/^\s*(?:begin|start\s+transaction)\b/i.test(sql)) return status | IN_TRANSACTION
  const isEnd = /^\s*(?:commit|rollback)\b/i.test(sql) && !/\bto\b/i.test(sql)
  return isEnd ? status & ~IN_TRANSACTION : status
}

/** What the server says about changed rows beside their number. */
export function infoOf(sql: string, affected: number): string {
  if (/^\s*update\b/i.test(sql))
    return `Rows matched: ${affected}  Changed: ${affected}  Warnings: 0`
  const isManyNew = /^\s*(?:insert|replace)\b/i.test(sql) && affected > 1
  return isManyNew ? `Records: ${affected}  Duplicates: 0  Warnings: 0` : ''
}

function bare(sql: string): string {
  return sql.replace(NO_SQL, ' ')
}
