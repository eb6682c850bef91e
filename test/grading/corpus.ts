import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { findKatas, ROOT } from '../../src/course/katas.ts'
import { openExaminer } from '../../src/grader/examiner/examine.ts'
import { submissionsIn } from '../../src/grader/examiner/submissions.ts'
import { type Examiner, type Grade, ofPart, type Verdict } from '../../src/grader/grades.ts'

// Submissions of all kinds, each with the verdict that it has to get: see grading/README.md.

/** What has to be said of a kata. */
interface Expected {
  readonly verdict: Verdict
  /** A part of the reason, or of what a test that failed says. */
  readonly reason?: string
  /** Whether it passes without all of its finer points; otherwise, what passes has to be complete. */
  readonly incomplete?: boolean
  /** Parts of the warnings, one for each. */
  readonly warnings?: readonly string[]
  /** Why a submission passes that should not. */
  readonly hole?: string
  /** Why its grade is not the same to the last letter each time. */
  readonly varies?: string
  /** Files of the project that are handed in as they are: paths from its folder on. */
  readonly taken?: readonly string[]
}

/** A submission of the corpus. */
export interface Entry {
  readonly name: string
  /** What was handed in: the folder of the katas' folders, or one that has it further down. */
  readonly folder: string
  /** By the kata's folder. */
  readonly expected: Readonly<Record<string, Expected>>
}

const CORPUS = path.join(ROOT, 'test/grading')
const FETCH_POSTS = '02-one-after-another/fetch-posts.ts'

/**
 * All submissions of the corpus, by name.
 *
 * @param numbers of katas: what they have for others is left out
 */
export function entries(numbers: readonly string[]): Entry[] {
  const all = readdirSync(CORPUS, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map(name => ({
      name,
      folder: folderOf(name),
      expected: expectedOf(name, numbers),
    }))
  return all.filter(({ expected }) => Object.keys(expected).length > 0)
}

/** The katas', so that what an entry is expected to be is no part of it; where they are further down, all of it. */
function folderOf(name: string): string {
  const katas = path.join(CORPUS, name, 'katas')
  const hasOthers = readdirSync(path.join(CORPUS, name)).some(each => !OWN.includes(each))
  return hasOthers ? path.join(CORPUS, name) : katas
}

/** What all entries have. */
const OWN = ['katas', 'expected.json']

function expectedOf(name: string, numbers: readonly string[]): Entry['expected'] {
  const text = readFileSync(path.join(CORPUS, name, 'expected.json'), 'utf8')
  const all = Object.entries(JSON.parse(text) as Entry['expected'])
  return Object.fromEntries(all.filter(([kata]) => numbers.includes(kata.slice(0, 2))))
}

/** An entry with the files that are taken from the project; laid out in a folder, if it has any. */
function withTaken(entry: Entry, folder: string): Entry {
  const taken = Object.entries(entry.expected).flatMap(([kata, { taken = [] }]) =>
    taken.map(file => ({ from: file, to: path.join(kata, path.basename(file)) })),
  )
  if (taken.length === 0) return entry
  const whole = path.join(folder, 'taken', entry.name)
  if (existsSync(entry.folder)) cpSync(entry.folder, whole, { recursive: true })
  for (const { from, to } of taken) cpSync(path.join(ROOT, from), path.join(whole, to))
  return { ...entry, folder: whole }
}

/** Submissions that can't be kept in a repository: links, and files too large for it. */
export function madeEntries(folder: string): Entry[] {
  const katas = path.join(folder, 'made')
  const invalid = (reason: string): Expected => ({ verdict: 'INVALID', reason })
  const make = (name: string, expected: Expected, fill: (file: string) => void): Entry => {
    const file = path.join(katas, name, FETCH_POSTS)
    mkdirSync(path.dirname(file), { recursive: true })
    fill(file)
    return {
      name,
      folder: path.join(katas, name),
      expected: { [path.dirname(FETCH_POSTS)]: expected },
    }
  }
  const reference = path.join(ROOT, 'solutions', FETCH_POSTS)
  return [
    make('link-to-the-reference', invalid('link'), file => symlinkSync(reference, file)),
    make('folder-that-is-a-link', invalid(''), file => {
      rmSync(path.dirname(file), { recursive: true })
      symlinkSync(path.dirname(reference), path.dirname(file), 'junction')
    }),
    make('folder-in-the-place-of-a-file', invalid(''), file => mkdirSync(file)),
    make('huge-file', invalid('large'), file => {
      writeFileSync(file, `${readFileSync(reference, 'utf8')}\n// ${'x'.repeat(1_000_000)}`)
    }),
    make('deeper-than-a-parser-goes', invalid(''), file => {
      writeFileSync(
        file,
        `export const fetchPosts = ${'('.repeat(100_000)}1${')'.repeat(100_000)}\n`,
      )
    }),
  ]
}

/** Opens an examiner for the tests of a file, and closes it after them. */
export function useExaminer(numbers: readonly string[]): {
  grades(entry: Entry): Promise<Grade[]>
} {
  // Only a guard: nothing here waits for anything but the end of an examination.
  vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 3_600_000 })
  let examiner: Examiner | undefined
  const asked = new AbortController()
  // A guard that loses its patience sooner, for submissions that never end.
  const { KATA_GUARD_HURRY: hurry } = process.env

  beforeAll(async () => {
    process.env.KATA_GUARD_HURRY = hurry ?? '2'
    const katas = findKatas().filter(({ number }) => numbers.includes(number))
    examiner = await openExaminer({ katas, timeout: 60, jobs: os.availableParallelism() })
  })

  afterAll(async () => {
    asked.abort()
    await examiner?.close()
    if (hurry === undefined) delete process.env.KATA_GUARD_HURRY
  })

  return {
    grades: async ({ name, folder, expected }) => {
      const [found] = existsSync(folder) ? submissionsIn([folder]) : []
      const submission = { folder, ...found, name }
      return (examiner as Examiner).examine(submission, Object.keys(expected), asked.signal)
    },
  }
}

/**
 * A test for each submission: that it has the verdicts that it has to get. All are examined at once, and an
 * honest one alone before that: beside the others, it has to get the same grades.
 */
export function testCorpus(chosen: readonly Entry[], numbers: readonly string[]): void {
  const { grades } = useExaminer(numbers)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kata-corpus-'))
  const all = [...chosen.map(entry => withTaken(entry, folder)), ...madeEntries(folder)]
  const honest = all.find(({ name }) => name === HONEST) as Entry
  const coming = new Map<Entry, Promise<Grade[]>>()
  let alone: Grade[] = []

  beforeAll(async () => {
    alone = await grades(honest)
    for (const entry of all) {
      const examined = grades(entry)
      // It is looked at where it is waited for.
      examined.catch(() => {})
      coming.set(entry, examined)
    }
  })

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  for (const entry of all) {
    test(`${entry.name} is ${verdictsOf(entry)}`, async () => {
      const got = (await coming.get(entry)) as Grade[]
      expect(got.map(grade => told(grade, entry)).filter(Boolean)).toEqual([])
    })
  }

  test(`${HONEST} has the same grades beside all of them as alone, to the last letter`, async () => {
    await Promise.all(coming.values())
    expect(await coming.get(honest)).toEqual(alone)
  })

  keep(coming)
}

const HONEST = 'right-with-a-loop'

/** Where all grades are written to, if somebody wants to compare those of several runs. */
function keep(coming: ReadonlyMap<Entry, Promise<Grade[]>>): void {
  const { KATA_GRADES: file } = process.env
  if (!file) return
  afterAll(async () => {
    const all = await Promise.all([...coming].map(async ([{ name }, got]) => [name, await got]))
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), null, 1)}\n`)
  })
}

function verdictsOf({ expected }: Entry): string {
  const verdicts = new Set(Object.values(expected).map(({ verdict }) => verdict))
  const holes = Object.values(expected).some(({ hole }) => hole)
  return `${[...verdicts].join(' and ')}${holes ? ', though it should not pass' : ''}`
}

/** What is wrong with a grade, in a sentence; nothing if it is as expected. */
function told({ kata, verdict, reason = '', tests, warnings }: Grade, entry: Entry): string {
  const expected = entry.expected[kata] as Expected
  const messages = tests.map(({ message = '' }) => message)
  const said = [reason, ...messages].map(text => text.replace(/\s+/g, ' '))
  if (verdict !== expected.verdict) return `${kata}: ${verdict}, because ${reason}`
  if (!said.some(text => text.includes(expected.reason ?? ''))) {
    return `${kata}: it does not say "${expected.reason}", but:\n${said.join('\n')}`
  }
  const wanted = expected.warnings ?? []
  const isRight = wanted.every((part, index) => warnings[index]?.includes(part))
  if (!isRight || warnings.length !== wanted.length)
    return `${kata}: it warns: ${warnings.join(' ')}`
  if (verdict !== 'PASS') return ''
  const open = tests.filter(({ status }) => status !== 'passed')
  const needed = expected.incomplete ? ofPart(open, 'idea') : open
  if (needed.length > 0)
    return `${kata}: passes without ${needed.map(({ name }) => name).join(', ')}`
  return expected.incomplete && open.length === 0 ? `${kata}: is complete` : ''
}
