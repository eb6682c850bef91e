import type { ChildProcess } from 'node:child_process'
import { statSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { findKatas, type Kata, ROOT } from '../../course/katas.ts'
import { compilerCommand, ended, start, startKept } from './compiler.ts'

// What the type checker says of the student's files. It may help, and must never be in the way: it runs at a low
// priority, and where it can't run, or comes to an end, nothing is said of types.

/** What the type checker says of one place in a file. */
export interface TypeMistake {
  /** Both from 1. */
  readonly line: number
  readonly column: number
  /** `TS2345` */
  readonly code: string
  /** One line; below it, indented ones that tell why. */
  readonly message: string
}

/** Mistakes by the absolute path of a file that a student edits; files without any are left out. */
export type TypeMistakes = ReadonlyMap<string, readonly TypeMistake[]>

/** The type checker at work. */
export interface TypeWatch {
  /** Files were saved: needed only where the system doesn't tell of it; elsewhere it does nothing. */
  check(): void
  /** Ends it; nothing is told any more from now on. */
  close(): Promise<void>
}

/**
 * Starts a process that checks the types of all katas, and again after each save.
 *
 * @param onChange gets all mistakes after each check, also where there are none
 * @param poll where the system doesn't tell of changes: then they are checked when `check` is called
 */
export function watchTypes(
  onChange: (mistakes: TypeMistakes) => void,
  { poll = false }: { poll?: boolean } = {},
): TypeWatch {
  const files = new Set(findKatas().flatMap(editedFiles))
  return poll ? checkWhenAsked(files, onChange) : checkOnSaves(files, onChange)
}

/** A mistake anywhere else is none of the student's making, or shows in these, too. */
function editedFiles({ folder, skeleton, given }: Kata): string[] {
  return skeleton.filter(file => !given.includes(file)).map(file => path.join(folder, file))
}

type Tell = (mistakes: TypeMistakes) => void

/** The compiler's own watching: it sees a save earlier than it could be told of it. */
function checkOnSaves(files: ReadonlySet<string>, tell: Tell): TypeWatch {
  const compiler = compilerCommand('--watch', '--preserveWatchOutput')
  const isWindows = process.platform === 'win32'
  let child: ChildProcess | undefined
  let closed = false

  const open = () => {
    if (!compiler || closed) return
    const before = savesOf(files)
    let isFirst = true
    child = isWindows ? start(compiler) : startKept(compiler)
    read(child, files, mistakes => {
      if (closed) return
      // It reads files, checks them, and then begins to watch: what was saved meanwhile it doesn't see.
      const isMissed = isFirst && savesOf(files) !== before
      isFirst = false
      if (isMissed) void ended(child).then(open)
      else tell(mistakes)
    })
  }

  open()
  return {
    check: () => {},
    close: () => {
      closed = true
      return ended(child)
    },
  }
}

/** A process for each check: the compiler's watching has no means but what the system tells. */
function checkWhenAsked(files: ReadonlySet<string>, tell: Tell): TypeWatch {
  const compiler = compilerCommand()
  let child: ChildProcess | undefined
  let isStale = false
  let closed = false

  const check = () => {
    if (!compiler || closed) return
    isStale = child !== undefined
    if (isStale) return
    child = start(compiler)
    const reader = read(child, files, tell)
    child?.once('close', code => {
      child = undefined
      // 1 and 2: there are mistakes.
      const isWhole = code !== null && code <= 2
      if (isStale) check()
      else if (isWhole && !closed) reader?.end()
    })
  }

  check()
  return {
    check,
    close: () => {
      closed = true
      child?.kill()
      return ended(child)
    },
  }
}

/** When each file was saved, and how long it is. */
function savesOf(files: ReadonlySet<string>): string {
  return [...files]
    .map(file => statSync(file, { throwIfNoEntry: false }))
    .map(stat => stat && `${stat.mtimeMs} ${stat.size}`)
    .join()
}

// ---- what it says --------------------------------------------------------------------------------

/** `katas/03-gather/gather.ts(1,7): error TS2322: Type 'string' is not assignable to type 'number'.` */
const MISTAKE = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.*)$/

/** `11:20:56 PM - Starting compilation in watch mode...`, and the same of a change; the time has many forms. */
const BEGINS = / - (Starting compilation|File change detected)\b.*\.\.\.$/
const ENDS = / - Found \d+ errors?\. Watching for file changes\.$/

/** Collects what the compiler says of a check, line by line. */
class Reader {
  readonly #files: ReadonlySet<string>
  readonly #tell: Tell
  #mistakes = new Map<string, TypeMistake[]>()
  /** The mistakes of the file that the latest line was about, where its next one belongs to them. */
  #latest: TypeMistake[] | undefined

  constructor(files: ReadonlySet<string>, tell: Tell) {
    this.#files = files
    this.#tell = tell
  }

  take(line: string): void {
    if (ENDS.test(line)) this.end()
    else if (BEGINS.test(line)) this.#forget()
    else if (/^\s+\S/.test(line)) this.#goOn(line)
    else this.#begin(line)
  }

  /** A check is over. */
  end(): void {
    const mistakes = this.#mistakes
    this.#forget()
    this.#tell(mistakes)
  }

  #forget(): void {
    this.#mistakes = new Map()
    this.#latest = undefined
  }

  #begin(text: string): void {
    this.#latest = undefined
    const [, name = '', line, column, code = '', message = ''] = MISTAKE.exec(text) ?? []
    const file = path.resolve(ROOT, name)
    if (!this.#files.has(file)) return
    this.#latest = this.#mistakes.get(file) ?? []
    this.#latest.push({ line: Number(line), column: Number(column), code, message })
    this.#mistakes.set(file, this.#latest)
  }

  #goOn(line: string): void {
    const mistake = this.#latest?.pop()
    if (mistake) this.#latest?.push({ ...mistake, message: `${mistake.message}\n${line}` })
  }
}

/** Reads what a process prints, as it comes; nothing where there is no process. */
function read(child: ChildProcess | undefined, files: ReadonlySet<string>, tell: Tell) {
  if (!child?.stdout) return undefined
  const reader = new Reader(files, tell)
  createInterface({ input: child.stdout }).on('line', line => reader.take(line))
  return reader
}
