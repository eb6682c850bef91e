import { execFile } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interleavings, notebook, type Run, simulate, timeline, urls } from '#lab'
import { sleep as block, burn } from '#lab/blocking'
import { FULL_ROOM, timelines } from '#lab/drawing'
import { report } from '#lab/report'
import { katasNamed } from '../../src/command/commands/naming.ts'
import { findKatas, ROOT } from '../../src/course/katas.ts'
import type { Verdict } from '../../src/grader/grades.ts'
import { reportOf } from '../../src/grader/reports/report.ts'
import { tableOf } from '../../src/grader/reports/table.ts'
import { words } from '../../src/grader/words/words.ts'
import { type Block, blocksOf, pages, textOf, typeErrors } from './blocks.ts'

// What the pages show is true: their code has right types, their commands exist, their pictures are printed.

const blocks = pages().flatMap(blocksOf)
const inLanguage = (language: string) => blocks.filter(block => block.language === language)
const nameOf = ({ page, line }: Block) => `${page}:${line}`

test('every code block says what it is: ts, sh, yaml, or text for what is printed', () => {
  const others = blocks.filter(
    ({ language }) => !['ts', 'sh', 'yaml', 'text'].includes(language ?? ''),
  )
  expect(others.map(nameOf)).toEqual([])
})

test('the types of every ts block are right', async () => {
  expect(await typeErrors(inLanguage('ts'))).toEqual([])
})

test('a ts block with a wrong type is found, with its own line', async () => {
  const text = "import path from 'node:path'\n\nreturn path.join(1)\n…"
  const wrong = { page: 'docs/a.md', line: 10, language: 'ts', text }
  const right = { ...wrong, text: 'const answer: number = await …\nreturn answer' }
  expect(await typeErrors([wrong, right])).toEqual([expect.stringMatching(/^docs\/a\.md:12: TS/)])
})

test('every command that a page calls is there, and so is the kata that it names', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const katas = findKatas()
  const isKata = (name = 'KATA') =>
    /^\[?(KATA|NN)\]?$/.test(name) || katasNamed(name, katas).length === 1
  const isCommand = (name = '[COMMAND]') => /^\[?COMMAND\]?$/.test(name) || COMMANDS.includes(name)

  const isThere = (call: string) => {
    const [program, name = '', ...words] = call.trim().split(/\s+/)
    if (program === 'git') return true
    if (program === 'npm' && name === 'run') return (words[0] ?? '') in scripts
    if (program === 'npm') return ['install', 'test', 'start'].includes(name)
    if (program === 'npx' && name === 'vitest') return existsSync(path.join(ROOT, words[1] ?? ''))
    const [command = 'start', named] = words.filter(word => !word.startsWith('--'))
    if (program !== 'npx' || name !== 'kata') return false
    if (command === 'help') return isCommand(named)
    // Some are given folders, or files.
    return OTHERS.includes(command) || isKata(command) || (isCommand(command) && isKata(named))
  }

  const inText = pages().flatMap(page =>
    [...textOf(page).matchAll(/`(np[mx] [^`]*)`/g)].map(([, call = '']) => ({ page, call })),
  )
  const inBlocks = inLanguage('sh').flatMap(({ page, text }) =>
    text.split(/\n|&&/).map(call => ({ page, call })),
  )
  const calls = [...inText, ...inBlocks]
  expect(calls.length).toBeGreaterThan(10)
  expect(calls.filter(({ call }) => !isThere(call))).toEqual([])
})

const COMMANDS = 'start list run hint predict solution reset time try show trace card help'.split(
  ' ',
)
const OTHERS = ['grade', 'try']

test('every file that a page links to is there', () => {
  const links = pages().flatMap(page =>
    [...textOf(page).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)]
      .map(([, inline, reference]) => (inline ?? reference) as string)
      .filter(target => !/^(https?:|#)/.test(target))
      .map(target => ({ page, file: target.replace(/#.*/, '') })),
  )
  expect(links.length).toBeGreaterThan(50)
  const isMissing = ({ page, file }: (typeof links)[number]) =>
    !existsSync(path.join(ROOT, path.dirname(page), file))
  expect(links.filter(isMissing)).toEqual([])
})

describe('what is printed', () => {
  /** Where the text blocks of a page come from. A block may leave something out, as `…`. */
  const sources: Record<string, () => Promise<string>> = {
    'docs/instructors.md': gradedTable,
    'docs/students.md': mixedRun,
    'docs/the-lab.md': lostUpdate,
    'docs/which-when.md': async () => {
      const command = path.join(ROOT, 'src/command/kata.js')
      return (await promisify(execFile)(process.execPath, [command, 'card'])).stdout
    },
    'katas/01-io-vs-cpu/README.md': async () => {
      const run = await simulate({}, () => {
        setTimeout(() => burn(20), 300)
      })
      return timeline(run)
    },
    'katas/06-bounded-gather/README.md': sideBySide,
    'katas/17-shared-state/README.md': lostUpdate,
  }
  const printed = inLanguage('text').filter(({ text }) => !isTree(text))

  test.each(printed.map(block => [nameOf(block), block] as const))(
    '%s is printed',
    async (_name, { page, text }) => {
      const source = sources[page]
      if (!source)
        throw new Error(`Say in test/documents/documents.test.ts what prints the block of ${page}.`)
      const shown = await source()
      for (const part of text.split('…')) expect(shown).toContain(part.trim())
    },
  )

  test.each(
    inLanguage('text')
      .filter(({ text }) => isTree(text))
      .map(block => [nameOf(block), block] as const),
  )('%s: there are such files and folders', (_name, { text }) => {
    expect(pathsIn(text).filter(pattern => globSync(pattern, { cwd: ROOT }).length === 0)).toEqual(
      [],
    )
  })
})

/** A list of folders and files, each with a remark. */
function isTree(text: string): boolean {
  return /^(src|katas|solutions|test)\//.test(text)
}

/** The paths of such a list, as patterns; those of a folder stand indented below it. */
function pathsIn(text: string): string[] {
  let folder = ''
  return text.split('\n').map(line => {
    const [, indent, name = ''] = /^( *)(\S+)/.exec(line) ?? []
    if (indent === '') folder = name
    return (indent === '' ? name : folder + name)
      .replace('NN-name', '03-gather')
      .replace('name.', 'gather.')
  })
}

/** The counterexample of two threads that count without a lock. */
async function lostUpdate(): Promise<string> {
  const property = fc.asyncProperty(interleavings(), async choices => {
    const run = await simulate({ choices }, () => count(2))
    return run.result === 2
  })
  return fc.assert(property, { seed: 7 }).then(
    () => 'no update was lost',
    (error: Error) => error.message,
  )
}

async function count(threads: number): Promise<number> {
  const cells = new Int32Array(new SharedArrayBuffer(4))
  const file = new URL('../lab/thread-files/cells.ts', import.meta.url)
  const options = { workerData: { does: 'counts', cells, ms: 1 } }
  const workers = Array.from({ length: threads }, () => new Worker(file, options))
  await Promise.all(workers.map(worker => new Promise(resolve => worker.on('exit', resolve))))
  return Atomics.load(cells, 0)
}

/** What kata grade shows of three submissions. */
async function gradedTable(): Promise<string> {
  const katas = findKatas().slice(0, 4)
  const verdicts: Record<string, Verdict[]> = {
    anna: ['PASS', 'PASS', 'PASS', 'PASS'],
    bert: ['PASS', 'FAIL', 'PASS', 'DEADLOCK'],
    cleo: ['PASS', 'INVALID', 'TAMPERED', 'INVALID'],
  }
  const graded = Object.entries(verdicts).map(([name, own]) => {
    const grades = katas.map((kata, index) => {
      const verdict = own[index] as Verdict
      return {
        kata: kata.name,
        verdict,
        reason: words.tampering.changed('Promise.all'),
        tests: [{ ...FINER_POINT, status: name === 'bert' ? 'failed' : 'passed' } as const],
        warnings: [],
      }
    })
    return { name, grades }
  })
  const facts = { graded: '', course: { version: '', fingerprint: '' }, timeout: 60 }
  const inReport = katas.map(kata => ({ ...kata, tests: [FINER_POINT] }))
  const points = { idea: 80, finer: 20 }
  return tableOf(reportOf({ ...facts, points, protections: [], katas: inReport }, graded))
}

const FINER_POINT = { part: 'finer', name: 'adds' } as const

/** Nearly all that can happen in one thread: the report of a run that shows most of the marks. */
async function mixedRun(): Promise<string> {
  const [one, two, three, four] = urls as readonly [string, string, string, string]
  const server = { ...notebook, [two]: { delay: 200, cut: true } }
  const run = await simulate({ server }, async () => {
    const heart = setInterval(() => {}, 60)
    fetch(two).catch(() => {})
    fetch(three, { signal: AbortSignal.timeout(80) }).catch(() => {})
    setTimeout(() => block(70), 210)
    await fetch(one)
    clearInterval(heart)
    void fetch(four)
  })
  return report(run)
}

/** Four tasks in two batches, and in two places: 10 ms a column. */
async function sideBySide(): Promise<string> {
  const ms = [60, 20, 40, 20]
  const batches = await simulate({}, async () => {
    await Promise.all([sleep(ms[0]), sleep(ms[1])])
    await Promise.all([sleep(ms[2]), sleep(ms[3])])
  })
  const slots = await simulate({}, () => {
    const queue = ms.values()
    return Promise.all([1, 2].map(() => Array.fromAsync(queue, time => sleep(time))))
  })
  const rows = (run: Run) =>
    run.trace.map(({ from, to }, task) => {
      return `task ${task}  ${' '.repeat(from / 10)}${'='.repeat((to - from) / 10)}`
    })
  const left = [`in batches: ${batches.elapsed} ms`, ...rows(batches)]
  const right = [`in slots: ${slots.elapsed} ms`, ...rows(slots)]
  return left.map((text, row) => text.padEnd(31) + right[row]).join('\n')
}
