import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { codeOf } from '../course/kept-files.ts'
import { Failed } from './refusals.ts'
import { words } from './words/words.ts'

const BUSY = 5

/**
 * Locks a file for this process, by way of an empty database: the system itself gives the lock back when the
 * process ends, however it does.
 *
 * @returns what gives it back; undefined where another process has it
 * @throws Failed
 */
export function lock(file: string): Disposable | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
    const held = database
    return { [Symbol.dispose]: () => held.close() }
  } catch (error) {
    database?.close()
    if ((error as { errcode?: number }).errcode === BUSY) return undefined
    throw new Failed(words.folder.notLocked(path.dirname(file), codeOf(error)))
  }
}
