import path from 'node:path'
import type { Kata } from '../../course/katas.ts'
import { isCodeOrData, placesOf } from '../inside/beside.ts'
import { words } from '../words/words.ts'
import { entriesOf, isSomething, kindOf } from './entries.ts'

/** How many files of their own students may have beside a kata's. */
export const MOST_OWN = 20

/**
 * Takes the files of a student's own that a kata's files load: directly, or by one another. What they name is read
 * off their text, since nothing of a submission is parsed in the grader's process: a word too many is no harm, for
 * only what is there is taken.
 *
 * @param place the kata's folder in the submission
 * @param files those of the kata; the student's own are added
 * @param take reads a file, or says in a sentence why it can't be taken
 * @returns why the kata can't be graded, in a sentence
 */
export function takeOwnFiles(
  place: string,
  kata: Kata,
  files: Map<string, Buffer>,
  take: (name: string) => Buffer | string,
): string | undefined {
  const most = files.size + MOST_OWN
  // A map's keys go on while it grows.
  for (const name of files.keys()) {
    for (const named of namedIn(String(files.get(name)))) {
      const own = placesOf(name, named).find(each => isOwn(each, kata) && isThere(place, each))
      if (own === undefined || files.has(own)) continue
      if (files.size >= most) return words.files.tooManyOwn(`katas/${kata.name}`, MOST_OWN)
      const content = take(own)
      if (typeof content === 'string') return content
      files.set(own, content)
    }
  }
  return undefined
}

/**
 * Comments, and texts of one piece, of which the relative paths are kept. What is begun and has no end goes to the
 * end: so each letter is looked at but once, however strange a file is.
 */
const TOKENS =
  /\/\/.*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|(["'`])(\.{1,2}\/(?:(?!\1)[^\\\n$])+)\1|(["'])(?:\\[\s\S]|(?!\3)[^\\\n])*(?:\3|\\?$)/gm

function namedIn(text: string): string[] {
  const named = [...text.matchAll(TOKENS)].flatMap(([, , file]) => file ?? [])
  return [...new Set(named)].slice(0, MOST_NAMED)
}

/** Of different files, in one: no honest file names so many. */
const MOST_NAMED = 500

/** Not a test, nor what the course has laid there itself. */
function isOwn(file: string, { name, tests, skeleton, fixtures }: Kata): boolean {
  const [first = ''] = file.split('/')
  const laidOut = [...tests, ...skeleton, ...fixtures.filter(each => each !== 'demo.ts')]
  const isTaken = laidOut.some(each => each.toLowerCase() === first.toLowerCase())
  return name !== '' && !isTaken && isCodeOrData(file) && !/\.test\.\w+$/i.test(file)
}

/** By its very name, on every system, and not by way of a link to a folder. */
function isThere(place: string, file: string): boolean {
  if (!isSomething(path.join(place, file))) return false
  const parts = file.split('/')
  return parts.every((part, index) => {
    const folder = path.join(place, ...parts.slice(0, index))
    const isInside = index === 0 || kindOf(folder) === 'folder'
    return isInside && entriesOf(folder).some(({ name }) => name === part)
  })
}
