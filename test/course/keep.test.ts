import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  edit,
  HINTS,
  headings,
  KATAS,
  kata,
  ONE_SENTENCE,
  pass,
  pathOf,
  put,
  read,
  run,
  tooWide,
  useCopy,
  words,
} from '../command/copy.ts'

// What the command keeps in .kata/: hints and progress. Predictions: ../command/predict.test.ts; the files that
// kata reset keeps: ../command/give-back.test.ts.

useCopy()

const PROGRESS = '.kata/progress/03-gather'

/** Runs a program that has the store at hand; answers with what it printed. */
async function withStore(...lines: string[]): Promise<string> {
  const program = [
    "import * as progress from './src/course/progress.ts'",
    "import * as files from './src/course/kept-files.ts'",
    'const store = { ...progress, ...files }',
    "const kata = { name: '03-gather' }",
    ...lines,
  ].join('\n')
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', program])
  expect(stderr).toBe('')
  return stdout
}

function namesIn(folder: string): string[] {
  return existsSync(pathOf(folder)) ? readdirSync(pathOf(folder)).sort() : []
}

describe('kata hint', () => {
  test('gives one stage after another, and the last one again, no wider than 80 columns', async () => {
    const stages = headings('katas/03-gather/HINTS.md')
    const given: string[] = []
    for (let call = 0; call <= stages.length; call++) given.push((await kata('hint', '03')).stdout)
    const last = stages.length
    expect(given.map(text => text.split('\n')[0])).toEqual(
      [...stages.keys(), last - 1].map(stage => `03 Gather: hint ${stage + 1} of ${last}`),
    )
    expect(given.map(text => text.split('\n')[2])).toEqual([...stages, stages[last - 1]])
    expect(given[0]).toContain('Another one: npx kata hint 03')
    expect(given[last - 1]).toContain('That was the last hint.')
    expect(given.flatMap(tooWide)).toEqual([])
  })

  test('counts each kata for itself, and knows it by its whole name', async () => {
    await kata('hint', '03')
    const { stdout } = await kata('hint', KATAS[0])
    expect(stdout).toMatch(/^02 One after another: hint 1 of /)
    expect((await kata('hint', '03')).stdout).toMatch(/^03 Gather: hint 2 of /)
  })

  test('goes on where an earlier version had counted, and leaves its file as it is', async () => {
    edit(HINTS, JSON.stringify({ '03-gather': 2 }))
    expect((await kata('hint', '03')).stdout).toMatch(/^03 Gather: hint 3 of /)
    expect((await kata('hint', '03')).stdout).toMatch(/^03 Gather: hint 4 of /)
    expect((await kata('hint', '02')).stdout).toMatch(/^02 One after another: hint 1 of /)
    expect(JSON.parse(read(HINTS))).toEqual({ '03-gather': 2 })
  })

  test.each(['', '{"03-gather":', 'null', '{"03-gather":"many"}', '{"03-gather":-3}'])(
    'begins at the first one where the file of an earlier version is damaged: %j',
    async damaged => {
      edit(HINTS, damaged)
      const { code, stdout, stderr } = await kata('hint', '03')
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(/^03 Gather: hint 1 of /)
      expect(read(HINTS)).toBe(damaged)
    },
  )

  test('counts a stage whose file is empty, as a command leaves it that is killed', async () => {
    edit(`${PROGRESS}/hint-1.json`, '')
    expect((await kata('hint', '03')).stdout).toMatch(/^03 Gather: hint 2 of /)
  })

  test('does not come to an end of its stages where the count is too high', async () => {
    edit(HINTS, '{"03-gather":1000}')
    const { stdout } = await kata('hint', '03')
    expect(stdout).toMatch(/^03 Gather: hint (\d+) of \1\n/)
  })

  test('gives each stage once, however many ask at the same time', async () => {
    const stages = headings('katas/03-gather/HINTS.md').length
    const all = await Promise.all(Array.from({ length: stages + 3 }, () => kata('hint', '03')))
    const given = all.map(({ stdout }) => Number(/hint (\d+) of/.exec(stdout)?.[1]))
    const last = [stages, stages, stages]
    const once = Array.from({ length: stages }, (_, index) => index + 1)
    expect(given.sort((a, b) => a - b)).toEqual([...once, ...last])
  })

  test('says in one sentence that it can count nothing where nothing can be written', async () => {
    edit('.kata/progress', 'a file where a folder should be')
    const { code, stdout, stderr } = await kata('hint', '03')
    expect(`${words(stderr.trim())}\n`).toMatch(ONE_SENTENCE)
    expect(words(stderr)).toContain(`${PROGRESS}/hint-1.json can't be written`)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })
})

describe('the store', () => {
  const CALLS = 200

  test('gives each number to one of eight processes that count at the same time', async () => {
    const counting = [
      `for (let call = 0; call < ${CALLS}; call++) console.log(store.nextHint(kata, (function* () { for (let n = 1; ; n++) yield n })()))`,
    ]
    const outputs = await Promise.all(Array.from({ length: 8 }, () => withStore(...counting)))
    const numbers = outputs.flatMap(output => output.trim().split('\n').map(Number))
    expect(new Set(numbers).size).toBe(8 * CALLS)
    expect(Math.max(...numbers)).toBe(8 * CALLS)
  })

  test('has a whole result to show at any moment, while four processes write and four read', async () => {
    await withStore('store.keepResult({ kata, passes: false, passed: 0, total: 1 })')
    const reading = [
      'const seen = new Set()',
      `for (let call = 0; call < ${CALLS}; call++) {`,
      '  const { last } = store.progressOf(kata)',
      '  seen.add(last && last.passed <= last.total)',
      '}',
      'console.log([...seen].join())',
    ]
    const writing = [
      `for (let call = 0; call < ${CALLS}; call++) {`,
      '  const total = 10 ** (call % 9)',
      '  store.keepResult({ kata, passes: false, passed: total - 1, total })',
      '}',
    ]
    const writers = Array.from({ length: 4 }, () => withStore(...writing))
    const readers = Array.from({ length: 4 }, () => withStore(...reading))
    expect(await Promise.all(readers)).toEqual(Array(4).fill('true\n'))
    await Promise.all(writers)
    expect(namesIn(PROGRESS)).toEqual(['result.json'])
  })

  test('has the result before where a command is killed as it writes', async () => {
    await withStore('store.keepResult({ kata, passes: false, passed: 1, total: 9 })')
    const killed = [
      "import fs from 'node:fs'",
      "import { syncBuiltinESMExports } from 'node:module'",
      "fs.renameSync = () => process.kill(process.pid, 'SIGKILL')",
      'syncBuiltinESMExports()',
      'store.keepResult({ kata, passes: false, passed: 2, total: 9 })',
      "console.log('not killed')",
    ]
    expect(await withStore(...killed)).toBe('')
    expect(namesIn(PROGRESS)).toHaveLength(2)
    const after = 'console.log(store.progressOf(kata).last.passed)'
    expect(await withStore(after)).toBe('1\n')
    expect(
      await withStore('store.keepResult({ kata, passes: false, passed: 3, total: 9 })', after),
    ).toBe('3\n')
  })

  test.each(['', '{"at":', 'null', '{"at":"now","passes":"yes"}'])(
    'sets a damaged result aside with the date, and loses nothing else: %j',
    async damaged => {
      await withStore('store.keepPrediction(kata, 950)')
      edit(`${PROGRESS}/result.json`, damaged)
      const reading = 'console.log(store.progressOf(kata).last, store.predictionKept(kata).answer)'
      expect(await withStore(reading)).toBe('undefined 950\n')
      expect(read(`${PROGRESS}/result.json`)).toBe(damaged)
      const writing = 'store.keepResult({ kata, passes: true, passed: 9, total: 9 })'
      await withStore(writing, `store.keepResult({ kata, passes: true, passed: 9, total: 9 })`)
      const [, broken, ...more] = namesIn(PROGRESS).filter(name => name.startsWith('result'))
      expect(more).toEqual([])
      expect(broken).toMatch(/^result\.json\.broken-\d{4}-\d\d-\d\d-\d{6}$/)
      expect(read(`${PROGRESS}/${broken}`)).toBe(damaged)
      expect(await withStore('console.log(store.progressOf(kata).last.passed)')).toBe('9\n')
    },
  )

  test('does not put one damaged file over another of the same second', async () => {
    const names = [
      "import fs from 'node:fs'",
      'const at = store.stamp()',
      'const make = name => { fs.writeFileSync(name, "", { flag: "wx" }) }',
      'const all = [1, 2, 3].map(() => store.claimName("broken-" + at, make))',
      'for (const name of all) fs.rmSync(name)',
      'console.log(all.map(name => name.replace(at, "now")).join())',
    ]
    expect(await withStore(...names)).toBe('broken-now,broken-now-2,broken-now-3\n')
  })

  test('knows when a kata passed first, and what its tests said last', async () => {
    await kata('run', '03')
    expect(namesIn(PROGRESS)).toEqual(['result.json'])
    pass(KATAS[1])
    await kata('run', '03')
    const first = read(`${PROGRESS}/passed.json`)
    await kata('run', '03')
    put('test/verdicts/03-gather/skeleton', 'katas/03-gather')
    edit(
      'katas/03-gather/gather.test.ts',
      "import { test } from 'vitest'",
      "test.fails('', () => {})",
    )
    await kata('list')
    expect(read(`${PROGRESS}/passed.json`)).toBe(first)
    const { at, ...last } = JSON.parse(read(`${PROGRESS}/result.json`))
    expect(last).toMatchObject({ passes: false, passed: 0, total: 1 })
    // The finer points run where the idea passes, and no result of an earlier version has them.
    pass(KATAS[1])
    await kata('run', '03')
    const complete = { passes: true, passed: 1, total: 1, finer: { passed: 1, total: 1 } }
    expect(JSON.parse(read(`${PROGRESS}/result.json`))).toMatchObject(complete)
    edit(`${PROGRESS}/result.json`, JSON.stringify({ at, ...last }))
    const { at: passed } = JSON.parse(first)
    const told = `const { last, firstPassed } = store.progressOf(kata)
      console.log(firstPassed.toISOString(), last.at)`
    expect(await withStore(told)).toBe(`${passed} ${at}\n`)
  })

  test('knows that a kata passed also where the date is damaged', async () => {
    edit(`${PROGRESS}/passed.json`, '{"at":"some day"}')
    const told = 'console.log(store.progressOf(kata).firstPassed instanceof Date)'
    expect(await withStore(told)).toBe('true\n')
  })

  test('keeps no result from being shown where nothing can be written', async () => {
    pass(KATAS[1])
    edit('.kata/progress', 'a file where a folder should be')
    const { code, stdout, stderr } = await kata('run', '03')
    expect(`${words(stderr.trim())}\n`).toMatch(ONE_SENTENCE)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^03 Gather: 1 of 1 tests pass\n/)
  })
})
