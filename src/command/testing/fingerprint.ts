import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { type Kata, ROOT } from '../../course/katas.ts'

// What the tests of a kata say is exact: it holds as long as all that they rest on is the same.

/** A kata's files and the machine that its code runs on, for each kata: the same as long as both are. It never throws. */
export function fingerprints(katas: readonly Kata[]): Map<Kata, string> {
  machine ??= machineNow()
  // Almost never: who imports from another kata rests on any of them.
  let others: string | undefined
  return new Map(
    katas.map(kata => {
      const own = contentsOf(kata.folder)
      const isAlone = !own.some(reachesOut)
      if (!isAlone) others ??= hashOf('', contentsOf(path.join(ROOT, 'katas')))
      return [kata, hashOf(`${machine} ${isAlone ? '' : others}`, own)]
    }),
  )
}

/** What is the same for all katas. This process has loaded some of it, and so does not look again. */
let machine: string | undefined

/** Nobody edits it, and it has many files: when they were written, and how long they are, is enough. */
function machineNow(): string {
  const lab = filesIn(path.join(ROOT, 'src/lab'))
  const files = [...lab, ...SHARED.map(name => path.join(ROOT, name))]
  const stats = files.map(file => statSync(file, { throwIfNoEntry: false }))
  const states = files.map((file, index) => {
    return `${path.relative(ROOT, file)} ${stats[index]?.size} ${stats[index]?.mtimeMs}`
  })
  return hashOf([process.version, process.platform, ...states].join('\n'), [])
}

/** Which versions of what is not the project's own there are, and how tests are run. */
const SHARED = ['package.json', 'package-lock.json', 'vitest.config.ts']

// ---- a kata's files ------------------------------------------------------------------------------

interface Content {
  /** From the project's folder. */
  readonly name: string
  readonly bytes: Buffer
}

/** Their contents, since students save often, undo, and put files back. */
function contentsOf(folder: string): Content[] {
  return filesIn(folder).flatMap(file => {
    try {
      return [{ name: path.relative(ROOT, file), bytes: readFileSync(file) }]
    } catch {
      // Deleted at this moment, or a link to nowhere: for the tests, too, it is not there.
      return []
    }
  })
}

/** The files in a folder and below it: what is written about code decides nothing. */
function filesIn(folder: string): string[] {
  return entriesIn(folder)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      if (entry.name.endsWith('.md')) return []
      const file = path.join(folder, entry.name)
      return entry.isDirectory() ? filesIn(file) : [file]
    })
}

function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** Whether a kata's file imports what is not in its folder. */
function reachesOut({ name, bytes }: Content): boolean {
  const up = '../'.repeat(name.split(path.sep).length - IN_KATA)
  return bytes.includes(`'${up}`) || bytes.includes(`"${up}`)
}

/** `katas/03-gather` */
const IN_KATA = 2

function hashOf(begin: string, contents: readonly Content[]): string {
  const sum = createHash('sha256').update(begin)
  // With its length each, or two lists could have the same bytes.
  for (const { name, bytes } of contents) sum.update(`\n${name} ${bytes.length}\n`).update(bytes)
  return sum.digest('hex')
}
