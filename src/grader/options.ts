import { existsSync, globSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Kata } from '../course/katas.ts'
import { Misuse } from './refusals.ts'
import type { Points } from './reports/points.ts'
import { words } from './words/words.ts'

/** What was asked for, as it was given. */
export interface Asked {
  readonly help: boolean
  /** Absolute paths. */
  readonly dirs: readonly string[]
  /** Names of katas' folders, in the katas' order; undefined where none was named. */
  readonly katas: readonly string[] | undefined
  readonly deep: boolean | undefined
  /** Absolute path of the report's folder. */
  readonly out: string
  /** The same for sentences: `report/`. */
  readonly shownOut: string
  /** What the command has to be called with to go on: `--resume`. */
  readonly goOn: string
  /** How many submissions are examined at the same time. */
  readonly jobs: number
  /** Seconds. */
  readonly timeout: number | undefined
  readonly points: Points | undefined
  readonly resume: boolean
}

const OUT = 'report'
const MOST_JOBS = 64
const LONGEST_TIMEOUT = 3600
const MOST_POINTS = 1000

/** More of them would need more memory than a laptop has. */
function usualJobs(): number {
  return Math.min(4, os.availableParallelism())
}

/**
 * @param argv the words after `kata grade`
 * @param cwd the folder that paths begin at
 * @throws Misuse
 */
export function asked(argv: readonly string[], katas: readonly Kata[], cwd: string): Asked {
  const { positionals, values } = parsed(argv)
  const { help = false, deep, resume = false } = values
  const out = values.out ?? OUT
  if (out === '') throw new Misuse(words.options.emptyOut)
  return {
    help,
    dirs: foldersIn(positionals, cwd),
    katas: values.kata && katasNamed(values.kata, katas),
    deep,
    out: path.resolve(cwd, out),
    shownOut: `${out.split(path.sep).join('/').replace(/\/+$/, '')}/`,
    goOn: values.out === undefined ? '--resume' : `--resume --out ${quoted(out)}`,
    jobs: numberIn('jobs', values.jobs, MOST_JOBS) ?? usualJobs(),
    timeout: numberIn('timeout', values.timeout, LONGEST_TIMEOUT),
    points: pointsIn(values.points),
    resume,
  }
}

function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `"${word}"`
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        kata: { type: 'string', multiple: true },
        deep: { type: 'boolean' },
        out: { type: 'string' },
        jobs: { type: 'string' },
        timeout: { type: 'string' },
        points: { type: 'string' },
        resume: { type: 'boolean' },
      },
    })
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\.\s|\n/)
    throw new Misuse(words.options.notUnderstood(sentence.replace(/\.$/, '')))
  }
}

/** Not every system's shell writes `submissions/*` out. */
function foldersIn(given: readonly string[], cwd: string): string[] {
  const folders = given.flatMap(word => {
    if (word === '') throw new Misuse(words.options.emptyName)
    if (!word.includes('*') || existsSync(path.resolve(cwd, word))) return [word]
    const found = globSync(word.split(path.sep).join('/'), { cwd }).sort()
    if (found.length === 0) throw new Misuse(words.options.noMatch(word))
    return found
  })
  return [...new Set(folders.map(folder => path.resolve(cwd, folder)))]
}

/** `03`, `3` or `03-gather`, several of them with commas, in any order. */
function katasNamed(given: readonly string[], katas: readonly Kata[]): string[] {
  const wanted = given.flatMap(word => word.split(',')).map(word => word.trim())
  const named = wanted.map(word => kataNamed(word, katas))
  return katas.filter(kata => named.includes(kata)).map(({ name }) => name)
}

function kataNamed(word: string, katas: readonly Kata[]): Kata {
  const kata = katas.find(({ number, name }) => number === word.padStart(2, '0') || name === word)
  if (kata) return kata
  const numbers = katas.map(({ number }) => number)
  throw new Misuse(words.options.unknownKata(word, numbers))
}

function numberIn(
  option: 'jobs' | 'timeout',
  given: string | undefined,
  most: number,
): number | undefined {
  if (given === undefined) return undefined
  const number = /^\d{1,9}$/.test(given) ? Number(given) : 0
  if (number >= 1 && number <= most) return number
  throw new Misuse(words.options[option](given, most))
}

/** `80,20`: first those for the idea. */
function pointsIn(given: string | undefined): Points | undefined {
  if (given === undefined) return undefined
  const [, idea, finer] = /^(\d{1,9}),(\d{1,9})$/.exec(given) ?? []
  const points = { idea: Number(idea), finer: Number(finer) }
  const most = Math.max(points.idea, points.finer)
  // What is no number is in no range.
  if (most >= 1 && most <= MOST_POINTS) return points
  throw new Misuse(words.options.points(given, MOST_POINTS))
}
