import { readdirSync, unwatchFile, watchFile } from 'node:fs'
import path from 'node:path'

/** How often is looked, in ms. A few files cost nothing, and looking works on every file system. */
const LOOK = 100
/** In a folder with more programs than that, the others are nobody's business. */
const MOST = 100

/** What can be run, or imported by it. */
export const PROGRAM = /\.[cm]?[jt]s$/

/** Tells when one of some files is saved, made or deleted. */
export class Saves {
  readonly #files = new Set<string>()
  readonly #onSave: () => void

  constructor(onSave: () => void) {
    this.#onSave = () => onSave()
  }

  /** Looks at these, too. */
  watch(files: readonly string[]): void {
    for (const file of files) {
      if (this.#files.has(file)) continue
      this.#files.add(file)
      watchFile(file, { interval: LOOK }, this.#onSave)
    }
  }

  close(): void {
    for (const file of this.#files) unwatchFile(file, this.#onSave)
  }
}

/** A program and those beside it: a thread's side is not imported, and often lies there. */
export function filesBeside(file: string): string[] {
  const folder = path.dirname(file)
  const others = readdirSync(folder)
    .filter(name => PROGRAM.test(name))
    .slice(0, MOST)
    .map(name => path.join(folder, name))
  return [file, ...others]
}
