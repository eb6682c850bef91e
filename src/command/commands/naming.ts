import { closest, distance } from 'fastest-levenshtein'
import type { Kata } from '../../course/katas.ts'
import { words } from '../words/words.ts'
import { Misuse } from './command.ts'

// What people type for a kata or a command, and what they may have meant.

/**
 * The kata that is named: by its number, its folder, the part after the number, its title, or the beginning of one of
 * them that no other kata shares.
 *
 * @throws Misuse where there is none, or more than one
 */
export function kataNamed(word: string, katas: readonly Kata[]): Kata {
  const [kata, ...others] = katasNamed(word, katas)
  if (kata && others.length === 0) return kata
  if (kata) throw new Misuse(words.usage.ambiguous(word, [kata, ...others]))
  const meant = nearest(slug(word), katas.flatMap(namesOf))
  const [nearby] = meant === undefined ? [] : katasNamed(meant, katas)
  throw new Misuse(
    nearby
      ? words.usage.nearestKata(word, nearby)
      : words.usage.unknownKata(word, numbersOf(katas)),
  )
}

/** All katas that a word may stand for. */
export function katasNamed(word: string, katas: readonly Kata[]): Kata[] {
  const asked = slug(word)
  if (asked === '') return []
  if (isNumber(asked)) return katas.filter(({ number }) => Number(number) === Number(asked))
  const exact = katas.filter(kata => namesOf(kata).includes(asked))
  if (exact.length > 0) return exact
  return katas.filter(kata => namesOf(kata).some(name => name.startsWith(asked)))
}

/** Whether somebody who types this can only mean a kata. */
export function isKatas(word: string): boolean {
  return isNumber(word) || /^\d+-/.test(slug(word))
}

export function numbersOf(katas: readonly Kata[]): string[] {
  return katas.map(({ number }) => number)
}

/** The one of some words that somebody may have meant; nothing where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word === '' || known.length === 0) return undefined
  const meant = closest(word, known)
  const away = distance(word, meant)
  const longest = Math.max(word.length, meant.length)
  return away <= MOST_SLIPS && away / longest < MOST_OF_THE_WORD ? meant : undefined
}

/** Two letters that have changed places count as two slips. */
const MOST_SLIPS = 3
const MOST_OF_THE_WORD = 0.6

function isNumber(word: string): boolean {
  return /^\d+$/.test(word)
}

function namesOf({ name, title }: Kata): string[] {
  return [name, name.slice(3), slug(title)]
}

/** Words with hyphens between them; of a path, as a shell completes it, the kata's folder. */
function slug(word: string): string {
  const [, folder = word] = /(?:^|[\\/])katas[\\/]([^\\/]+)/.exec(word) ?? []
  return folder
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
}
