import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type Kata, ROOT } from '../../course/katas.ts'

/** Where the guard of a test process leaves word when it had to end it: see the lab's guard-thread.ts. */
const FOLDER = path.join(ROOT, '.kata', 'stopped')

/** A test, or a file that was being loaded, that was stopped from outside. */
export interface Stopped {
  readonly test: string | undefined
  /** A sentence that goes on from `It was stopped: `. */
  readonly why: string
}

/** What was stopped in a file, such as a kata's tests, since this was last asked; nothing if its process came to its own end. */
export function takeStopped({ folder }: Pick<Kata, 'folder'>, test: string): Stopped | undefined {
  mkdirSync(FOLDER, { recursive: true })
  const own = readdirSync(FOLDER)
    .map(name => path.join(FOLDER, name))
    .flatMap(file => read(file, path.join(folder, test)))
  return own.at(-1)
}

function read(file: string, wanted: string): Stopped[] {
  try {
    const { file: tests, test, why } = JSON.parse(readFileSync(file, 'utf8'))
    if (path.resolve(tests) !== wanted) return []
    rmSync(file, { force: true })
    return [{ test, why }]
  } catch {
    // Of another command that is taking it at this moment, or half written: of no use to anybody.
    return []
  }
}
