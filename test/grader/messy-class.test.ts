import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findKatas, type Kata } from '../../src/course/katas.ts'
import { grade } from '../../src/grader/command.ts'
import { exportedAs } from '../../src/grader/examiner/platform-names.ts'
import { submissionsIn } from '../../src/grader/examiner/submissions.ts'
import { gradeOfNotTaken, readSubmitted } from '../../src/grader/examiner/submitted-files.ts'
import type { Examiner } from '../../src/grader/grades.ts'
import { toldApart } from '../../src/grader/told-apart.ts'
import { fakeExaminer, fakeTools } from './fake.ts'
import { rowsOf } from './report-checks.ts'

// A class as it comes: nobody is lost, nothing stops the others, and a person is told what there is to decide. The
// examiner takes the files as the real one does, and believes what they say.

const POSIX = process.platform !== 'win32'
const LINUX = process.platform === 'linux'
const ORDINARY = POSIX && process.getuid?.() !== 0

let folder = ''
let code: number | undefined
let printed = ''
let summary = ''

const GATHER = '03-gather/gather.ts'

function put(file: string, text = '// PASS'): string {
  const target = path.join(folder, 'all', file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, text)
  return target
}

function believing(katas: readonly Kata[]): Examiner {
  const fake = fakeExaminer(
    folder,
    katas.map(({ name }) => name),
  )
  return {
    ...fake,
    examine: async (submission, wanted, signal) => {
      const taken = wanted.map(name =>
        readSubmitted(submission, katas.find(kata => kata.name === name) as Kata),
      )
      // What is not taken is not read, either: a pipe would wait for ever.
      const named = taken.flatMap(each => ('files' in each ? each.kata.name : []))
      const grades = await fake.examine(submission, named, signal)
      return [...grades, ...taken.flatMap(each => ('invalid' in each ? gradeOfNotTaken(each) : []))]
    },
  }
}

/** What each student's gather.ts is named instead. */
const RENAMED = [
  ...['gather (1).ts', 'gather.ts.txt', 'gather.js', 'gather.mts', 'Gather.ts', 'gather - Copy.ts'],
  ...['gather copy.ts', 'gather copy 2.ts', 'Kopie von gather.ts', 'gather_final.ts', 'gather2.ts'],
  ...['gather.tsx', 'gather.ts.bak', 'my-gather.ts', 'GATHER.TS'],
]

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'kata-')))
  makeClass()
  const tools = fakeTools(folder, {
    submissionsIn: dirs => submissionsIn(dirs),
    open: async ({ katas }) => believing(katas),
  })
  code = await grade(['all/*', '--kata', '02,03', '--jobs', '1'], tools)
  printed = tools.printed()
  summary = readFileSync(path.join(folder, 'report/summary.md'), 'utf8')
})

afterAll(() => {
  if (ORDINARY) chmodSync(path.join(folder, 'all/locked/katas'), 0o700)
  rmSync(folder, { recursive: true, force: true })
})

function makeClass(): void {
  put(`anna/${GATHER}`)
  for (const [index, name] of RENAMED.entries()) put(`renamed-${index}/03-gather/${name}`)
  put('other-name/03-gather/solution.ts')
  put('flat/gather.ts')
  put('flat-in-katas/katas/gather.ts')
  put('twice/katas/03-gather/03-gather/gather.ts')
  put('kata-renamed/katas/03-Gather (1)/gather.ts')
  put('packed/katas/03-gather.zip')
  put('packed-inside/katas/03-gather/hand-in.zip')
  put('all-packed/everything.zip')
  put('kata-is-a-file/katas/03-gather')
  put('only-a-note/sorry.pdf')
  mkdirSync(path.join(folder, 'all/empty'))

  put(`nested/cooperativo-main/katas/${GATHER}`)
  put(`nested/__MACOSX/cooperativo-main/katas/${GATHER}`)
  put(`nested-bare/cooperativo-main/${GATHER}`)
  put(`nested-twice/hand-in/cooperativo-main/katas/${GATHER}`)
  put(`in-upper-case/Katas/${GATHER}`)
  put(`two-places/one/katas/${GATHER}`)
  put(`two-places/two/${GATHER}`)
  put(`copy-within/katas/${GATHER}`)
  put(`copy-within/backup/katas/${GATHER}`)

  put(`Anna Müller_123456_assignsubmission_file_/${GATHER}`)
  put(`Anna Müller_654321_assignsubmission_file/${GATHER}`)
  put('Cy Young_77_assignsubmission_file_katas.zip')
  put(`mulleranna_12345_678910_katas/katas/${GATHER}`)
  put('bakerben_LATE_2222_333333_gather.ts')
  put('bakerben_LATE_2222_333334_fetch-posts.ts')

  put(`cooperativo-submission-for-clara-main/${GATHER}`)
  put(`cooperativo-submission-for-diana-main/${GATHER}`)
  put('emil.zip')
  put(`__MACOSX/anna/${GATHER}`)
  put(`node_modules/${GATHER}`)
  put(`.git/${GATHER}`)
  put('.DS_Store')

  if (!POSIX) return
  symlinkSync('loop-2', path.join(folder, 'all/loop-1'))
  symlinkSync('loop-1', path.join(folder, 'all/loop-2'))
  symlinkSync('nowhere', path.join(folder, 'all/dangling'))
  mkdirSync(path.join(folder, 'all/pipe/katas/03-gather'), { recursive: true })
  execFileSync('mkfifo', [path.join(folder, 'all/pipe/katas', GATHER)])
  execFileSync('mkfifo', [path.join(folder, 'all/a-pipe')])
  put('loop-inside/katas/x.md')
  symlinkSync('03-gather', path.join(folder, 'all/loop-inside/katas/03-gather'))
  put(`${'x'.repeat(255)}/${GATHER}`)
  if (ORDINARY) {
    put(`locked/katas/${GATHER}`)
    chmodSync(path.join(folder, 'all/locked/katas'), 0o000)
  }
  if (!LINUX) return
  put(`dora/${GATHER}`)
  put(`Dora/${GATHER}`)
  put(`${'Zoë'.normalize('NFC')}/${GATHER}`)
  put(`${'Zoë'.normalize('NFD')}/${GATHER}`)
  const all = Buffer.from(path.join(folder, 'all/'))
  for (const letter of [0xfc, 0xf6]) {
    mkdirSync(Buffer.concat([all, Buffer.from('M'), Buffer.from([letter]), Buffer.from('ller')]))
  }
  put('not-utf8/katas/03-gather/x.md')
  const name = Buffer.concat([Buffer.from('gather'), Buffer.from([0xff]), Buffer.from('.ts')])
  const place = Buffer.from(path.join(folder, 'all/not-utf8/katas/03-gather/'))
  writeFileSync(Buffer.concat([place, name]), '// PASS')
}

/** Everything that is to be looked at, as it stands in the summary; without what Markdown needs. */
function toReview(): string[] {
  const [, part = ''] = /## To review\n\n([\s\S]*?)\n\n/.exec(summary) ?? []
  const text = part.replaceAll(/&#(\d+);(?:&#8288;)?/g, (_all, number: string) =>
    String.fromCodePoint(Number(number)),
  )
  return text.split('\n').map(line => line.replace(/^- /, ''))
}

function rows(): string[][] {
  const [, ...all] = rowsOf(readFileSync(path.join(folder, 'report/grades.csv'), 'utf8').slice(1))
  return all
}

/** The verdict of 03 by student. */
function verdicts(): Map<string, string> {
  return new Map(rows().map(([name = '', , , , verdict = '']) => [name, verdict]))
}

const missing = `INVALID, 03-gather, %: katas/${GATHER} was not submitted, but '`

describe('a messy class', () => {
  test('is graded in one go', () => {
    expect([code, printed.includes('GRADER_ERROR')]).toEqual([0, false])
  })

  test('has everybody whose work was found', () => {
    const passing = [...verdicts()].filter(([, verdict]) => verdict === 'PASS')
    expect(passing.map(([name]) => name.normalize('NFC'))).toEqual(
      expect.arrayContaining([
        ...['anna', 'nested', 'nested-bare', 'nested-twice', 'in-upper-case', 'copy-within'],
        ...['Anna Müller (123456)', 'Anna Müller (654321)', 'mulleranna'],
        ...(POSIX ? ['x'.repeat(255)] : []),
        ...(LINUX ? ['Dora', 'dora (2)', 'Zoë', 'Zoë (2)'].map(name => name.normalize('NFC')) : []),
      ]),
    )
  })

  test.each([
    ...RENAMED.map((name, index) => [`renamed-${index}`, `${missing}${name}' was: rename it.`]),
    ['other-name', `${missing}solution.ts' was: rename it if it is the solution.`],
    ['flat', `${missing}gather.ts' was: move it there.`],
    ['flat-in-katas', `${missing}katas/gather.ts' was: move it there.`],
    ['twice', `${missing}katas/03-gather/03-gather/gather.ts' was: move it there.`],
    ['kata-renamed', `${missing}katas/03-Gather (1)/gather.ts' was: move it there.`],
    ['packed', `${missing}katas/03-gather.zip' was: unpack it.`],
    ['packed-inside', `${missing}katas/03-gather/hand-in.zip' was: unpack it.`],
    [
      'kata-is-a-file',
      'INVALID, 03-gather, %: katas/03-gather is not a folder: submit the folder, with gather.ts in it.',
    ],
    ['all-packed', "%: No folder of a kata was found, but 'everything.zip'."],
    ['only-a-note', "%: No folder of a kata was found, but 'sorry.pdf'."],
    ['nested', "%: The katas were found in 'cooperativo-main/katas', not where they belong."],
    ['nested-bare', "%: The katas were found in 'cooperativo-main', not where they belong."],
    [
      'nested-twice',
      "%: The katas were found in 'hand-in/cooperativo-main/katas', not where they belong.",
    ],
    ['in-upper-case', "%: The katas were found in 'Katas', not where they belong."],
    [
      'two-places',
      "INVALID, 02-one-after-another and 1 more, %: The katas are in more than one place, 'one/katas' and 'two': submit only one of them.",
    ],
    ['copy-within', "%: Other katas, in 'backup/katas', were left out."],
    [
      'Cy Young',
      "%: Files were submitted without a folder: 'Cy Young_77_assignsubmission_file_katas.zip'.",
    ],
    [
      'bakerben',
      "%: Files were submitted without a folder: 'bakerben_LATE_2222_333333_gather.ts' and 'bakerben_LATE_2222_333334_fetch-posts.ts'.",
    ],
  ])('names what is to decide of %s', (name = '', sentence = '') => {
    expect(toReview()).toContain(sentence.replace('%', name))
  })

  test.runIf(POSIX)('names what can not be read, and waits for no pipe', () => {
    const all = 'INVALID, 02-one-after-another and 1 more,'
    expect(toReview()).toEqual(
      expect.arrayContaining([
        `${all} loop-1: The submission's folder can't be read: ELOOP.`,
        `${all} loop-2: The submission's folder can't be read: ELOOP.`,
        `${all} dangling: The submission's folder can't be read: ENOENT.`,
        `INVALID, 03-gather, pipe: katas/${GATHER} is not a file.`,
        'INVALID, 03-gather, loop-inside: katas/03-gather is a link: submit the folder itself.',
      ]),
    )
  })

  test.runIf(ORDINARY)('names what the system does not let anybody read', () => {
    expect(toReview()).toContain(
      "INVALID, 02-one-after-another and 1 more, locked: katas/02-one-after-another can't be read: EACCES.",
    )
  })

  test.runIf(LINUX)('names what has no name that everybody can read', () => {
    const all = 'INVALID, 02-one-after-another and 1 more,'
    const sentence = "The name of the submission's folder is not UTF-8: rename the folder."
    expect(toReview()).toEqual(
      expect.arrayContaining([
        `${all} M\ufffdller: ${sentence}`,
        `${all} M\ufffdller (2): ${sentence}`,
        `${missing.replace('%', 'not-utf8')}gather\ufffd.ts' was: rename it.`,
      ]),
    )
  })

  test('says nothing of who has handed in nothing, and has them all the same', () => {
    expect(verdicts().get('empty')).toBe('INVALID')
    expect(toReview().filter(line => /\b(?:empty|anna)\b/.test(line))).toEqual([])
  })

  test('takes for no student what systems and tools leave behind, and tells of a file', () => {
    const names = rows().map(([name]) => name)
    expect(
      names.filter(name => /MACOSX|node_modules|\.git|DS_Store|emil/.test(name ?? '')),
    ).toEqual([])
    expect(toReview().at(-1)).toMatch(/^Skipped (?:a-pipe, )?emil\.zip: /)
  })

  test('has no two students that look the same', () => {
    const names = rows().map(([name = '']) => name)
    expect(new Set(names.map(name => name.normalize('NFC').toLowerCase())).size).toBe(names.length)
    const inTable = printed.match(/^.{20} +[01]\/2/gm) ?? []
    expect(inTable.length).toBe(names.length)
    expect(new Set(inTable.map(row => row.slice(0, 20))).size).toBe(names.length)
  })

  test('keeps the names of the folders in results.json', () => {
    const file = path.join(folder, 'report/results.json')
    const { submissions } = JSON.parse(readFileSync(file, 'utf8'))
    expect(submissions).toContainEqual(
      expect.objectContaining({
        name: 'Anna Müller (123456)',
        folder: 'Anna Müller_123456_assignsubmission_file_',
      }),
    )
  })
})

describe('a name that a learning platform gave', () => {
  test.each([
    ['Anna Müller_123456_assignsubmission_file_', 'Anna Müller', '123456', undefined],
    ['Anna Müller_123456_assignsubmission_file', 'Anna Müller', '123456', undefined],
    ['Anna_Maria_1_assignsubmission_onlinetext_', 'Anna_Maria', '1', undefined],
    ['Anna_123_assignsubmission_file_a_b.zip', 'Anna', '123', 'a_b.zip'],
    ['mulleranna_12345_678910_gather.ts', 'mulleranna', '12345', 'gather.ts'],
    ['mulleranna_LATE_12345_678910_gather-1.ts', 'mulleranna', '12345', 'gather-1.ts'],
    ['mulleranna_12345_678910', 'mulleranna', '12345', undefined],
  ])('has the student in it: %s', (given, name, id, file) => {
    expect(exportedAs(given)).toEqual({ name, id, file })
  })

  test.each([
    'anna',
    'cooperativo-anna',
    'anna_2026',
    'group_1_2',
    'kurs_2026_2027_anna',
    'Anna_B',
  ])('is told from any other: %s', name => {
    expect(exportedAs(name)).toBeUndefined()
  })

  test('is told from the same of another student, whatever the order', () => {
    const anna = (id: string) => ({ name: 'Anna', id })
    expect(toldApart([anna('1'), { name: 'bert' }, anna('2')])).toEqual([
      'Anna (1)',
      'bert',
      'Anna (2)',
    ])
    expect(toldApart([anna('1'), anna('1')])).toEqual(['Anna (1)', 'Anna (1) (2)'])
    expect(toldApart([{ name: 'a b' }, { name: 'A  B' }])).toEqual(['a b', 'A  B (2)'])
  })
})

test('deep katas are graded where somebody has them under another name', async () => {
  const deep = findKatas().find(({ section }) => section === 'deep') as Kata
  const other = path.join(folder, 'deep/anna', deep.name, deep.main.replace('.ts', ' (1).ts'))
  mkdirSync(path.dirname(other), { recursive: true })
  writeFileSync(other, '// PASS')
  const tools = fakeTools(folder, {
    submissionsIn: dirs => submissionsIn(dirs),
    open: async ({ katas }) => believing(katas),
  })
  await grade(['deep/anna', '--jobs', '1', '--out', 'deep-report'], tools)
  expect(readFileSync(path.join(folder, 'deep-report/grades.csv'), 'utf8')).toContain(deep.name)
})
