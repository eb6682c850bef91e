import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { claimName, codeOf, contentOf, isObject, stamp } from '../course/kept-files.ts'
import { lock } from './lock.ts'
import { Failed, Misuse } from './refusals.ts'
import { words } from './words/words.ts'

/** What makes a folder a report of ours; it holds the journal. */
const OWN = '.kata-grade'
const DRAFTS = `${OWN}/drafts`
const WRITTEN = 'written.json'

/**
 * The folder of a report: for one grader at a time. Every file is written beside and then moved, so it is
 * whole whenever the grader is killed; and nothing that somebody else has written is ever lost.
 */
export class OutFolder {
  readonly #folder: string
  readonly #shown: string
  readonly #lock: Disposable
  #drafts = 0

  /**
   * @param folder absolute path
   * @param shown the same for sentences, with a slash at its end
   * @param resume whether a report that is there is to be gone on with
   * @throws Misuse, Failed
   */
  constructor(folder: string, shown: string, resume: boolean) {
    this.#folder = folder
    this.#shown = shown
    this.#claim(resume)
    const held = lock(path.join(folder, OWN, 'lock'))
    if (!held) {
      throw new Failed(words.folder.inUse(shown))
    }
    this.#lock = held
    this.#attempt(() => this.#removeDrafts())
  }

  /** What a killed grader had not yet moved. */
  #removeDrafts(): void {
    const drafts = path.join(this.#folder, DRAFTS)
    for (const name of readdirSync(drafts)) rmSync(path.join(drafts, name))
  }

  #claim(resume: boolean): void {
    const shown = this.#shown
    const names = this.#attempt(() => namesIn(this.#folder))
    if (names.includes(OWN) && !resume) {
      throw new Misuse(words.folder.hasReport(shown))
    }
    if (names.length > 0 && !names.includes(OWN)) {
      throw new Misuse(words.folder.hasOtherFiles(shown))
    }
    this.#attempt(() => mkdirSync(path.join(this.#folder, DRAFTS), { recursive: true }))
    // Grades are nobody else's business: they don't get into a repository by accident.
    if (!existsSync(path.join(this.#folder, '.gitignore'))) this.#put('.gitignore', '*\n')
  }

  [Symbol.dispose](): void {
    this.#lock[Symbol.dispose]()
  }

  // ---- the journal -------------------------------------------------------------------------------

  /** Something that was noted; undefined where it was not, or can't be read any more. */
  noted(name: string): unknown {
    return notedIn(this.#folder, name)
  }

  /** Throws Failed. */
  note(name: string, value: unknown): void {
    this.#put(path.join(OWN, name), JSON.stringify(value))
  }

  // ---- the report --------------------------------------------------------------------------------

  /**
   * Writes the report's files in place of earlier ones. A file that somebody has changed stays beside, and
   * what an earlier report had and this one has not is taken away.
   *
   * @param files by their names, with forward slashes
   * @returns the names under which changed files were kept
   * @throws Failed
   */
  write(files: ReadonlyMap<string, string>): string[] {
    const before = this.#hashesWritten()
    const now = new Map([...files].map(([file, text]) => [file, [hashOf(text)]]))
    // Whenever it is killed, what is there is known to be ours.
    const names = new Set([...before.keys(), ...now.keys()])
    const both = [...names].map(name => [
      name,
      [...(before.get(name) ?? []), ...(now.get(name) ?? [])],
    ])
    this.note(WRITTEN, Object.fromEntries(both))
    const kept = [...names].flatMap(name => this.#makeRoom(name, before.get(name) ?? [], files))
    for (const [name, text] of files) this.#put(name, text)
    this.note(WRITTEN, Object.fromEntries(now))
    return kept
  }

  #hashesWritten(): Map<string, string[]> {
    const noted = this.noted(WRITTEN)
    return new Map(isObject(noted) ? (Object.entries(noted) as [string, string[]][]) : [])
  }

  #makeRoom(name: string, ours: readonly string[], files: ReadonlyMap<string, string>): string[] {
    const file = path.join(this.#folder, name)
    const text = this.#attempt(() => textOf(file))
    if (text === undefined || text === files.get(name)) return []
    if (ours.includes(hashOf(text))) {
      if (!files.has(name)) this.#attempt(() => rmSync(file))
      return []
    }
    return [this.#attempt(() => setAside(file))]
  }

  /** Throws Failed. */
  #put(name: string, text: string): void {
    this.#attempt(() => {
      const file = path.join(this.#folder, name)
      const draft = path.join(this.#folder, DRAFTS, `${process.pid}-${++this.#drafts}`)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(draft, text)
      renameSync(draft, file)
    })
  }

  #attempt<T>(action: () => T): T {
    try {
      return action()
    } catch (error) {
      throw new Failed(words.folder.notSaved(this.#shown, codeOf(error)))
    }
  }
}

/** The same without being the one grader at work there. */
export function notedIn(folder: string, name: string): unknown {
  return contentOf(path.join(folder, OWN, name))
}

/** The names in a folder; none where it is not there. */
function namesIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : []
}

function textOf(file: string): string | undefined {
  return statSync(file, { throwIfNoEntry: false }) && readFileSync(file, 'utf8')
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Moves a file to a name of its own, such as `grades.csv.kept-2026-11-23-064502`, and answers with that. */
function setAside(file: string): string {
  const wanted = `${file}.kept-${stamp()}`
  const name = claimName(wanted, each => closeSync(openSync(each, 'wx')))
  renameSync(file, name)
  return path.basename(name)
}
