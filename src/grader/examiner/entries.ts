import { type Dirent, lstatSync, opendirSync } from 'node:fs'

// What is in a student's folder, looked at without ever failing, without following a link, and without opening
// anything but folders: a pipe would wait for ever.

/** No honest folder has more: what comes after is not looked at. */
const MOST = 1_000

/** In the order of their names; none where the folder can't be read. */
export function entriesOf(folder: string): Dirent[] {
  const entries: Dirent[] = []
  try {
    using opened = opendirSync(folder)
    for (let entry = opened.readSync(); entry && entries.length < MOST; entry = opened.readSync()) {
      entries.push(entry)
    }
  } catch {
    // What cannot be read has nothing to show; whoever takes a file of it says why.
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The names of the files in a folder, and of the folders. */
export function contentsOf(folder: string): { files: string[]; folders: string[] } {
  const entries = entriesOf(folder)
  return {
    files: entries.filter(entry => entry.isFile()).map(({ name }) => name),
    folders: entries.filter(entry => entry.isDirectory()).map(({ name }) => name),
  }
}

export function foldersIn(folder: string): string[] {
  return contentsOf(folder).folders
}

/** Whether anything has this path, be it a link to nowhere. */
export function isSomething(file: string): boolean {
  return kindOf(file) !== undefined
}

/** What stands at a path, itself: a link is one. Undefined where nothing does, or nothing can be seen. */
export function kindOf(file: string): 'file' | 'folder' | 'other' | undefined {
  try {
    const entry = lstatSync(file)
    if (entry.isFile()) return 'file'
    return entry.isDirectory() ? 'folder' : 'other'
  } catch {
    return undefined
  }
}
