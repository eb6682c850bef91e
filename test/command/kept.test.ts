import { utimesSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  edit,
  FETCH_POSTS,
  GATHER,
  kata,
  pass,
  pathOf,
  put,
  read,
  run,
  solve,
  useCopy,
} from './copy.ts'

// Results of earlier runs, shown without a run. What else .kata/ has: ../course/keep.test.ts.

useCopy()

const FILE = '.kata/progress/03-gather/result.json'

/** Runs a program in the copy that has the katas and their kept results at hand. */
async function inCopy<T>(...lines: string[]): Promise<T> {
  const program = [
    "import { findKatas } from './src/course/katas.ts'",
    "import { keep, keptResults } from './src/command/testing/kept.ts'",
    "import { fingerprints } from './src/command/testing/fingerprint.ts'",
    "import { runKatas } from './src/command/testing/run.ts'",
    "import { failureOf } from './src/command/screen/screen.ts'",
    'const katas = findKatas()',
    'const [first, gather] = katas',
    'const say = value => console.log(JSON.stringify(value ?? null))',
    ...lines,
  ].join('\n')
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', program])
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

interface Told {
  readonly name: string
  readonly isCurrent: boolean
  readonly passed: number
  readonly finer?: { readonly passed: number; readonly passes: boolean }
}

const TELL = `say([...keptResults(katas)].map(([{ name }, { isCurrent, result }]) => {
  const { passed, finer } = result
  return { name, isCurrent, passed, finer: finer && { passed: finer.passed, passes: finer.passes } }
}))`

const told = () => inCopy<Told[]>(TELL)

/** Which of the kept results say what a run would say. */
async function current(): Promise<string[]> {
  return (await told()).filter(({ isCurrent }) => isCurrent).map(({ name }) => name)
}

const BOTH = ['02-one-after-another', '03-gather']

describe('a kept result', () => {
  test('is shown as the run was: a failure with its picture and what was printed, and a finer point', async () => {
    put('test/verdicts/02-one-after-another/wrong/all-at-once.ts', FETCH_POSTS)
    edit(FETCH_POSTS, "console.log('printed')", read(FETCH_POSTS))
    put('test/verdicts/03-gather/wrong/results-outside.ts', GATHER)
    const shown = 'const shown = result => failureOf(result, { plain: false, finer: true })'
    const [ran, kept] = await inCopy<string[][]>(
      shown,
      'const results = await runKatas(katas)',
      'keep(results)',
      'const kept = [...keptResults(katas).values()]',
      'say([results.map(shown), kept.map(({ result }) => shown(result))])',
    )
    expect(ran?.[0]).toContain('the goal')
    expect(ran?.[1]).toContain('5 of 6 finer points pass')
    expect(kept).toEqual(ran)
    expect(await current()).toEqual(BOTH)
    expect((await told())[1]?.finer).toEqual({ passed: 5, passes: false })
  })

  test('is kept by every command that runs tests', async () => {
    await kata('list')
    expect(await current()).toEqual(BOTH)
    solve('03-gather')
    expect(await current()).toEqual([BOTH[0]])
    await kata('run', '03')
    expect(await current()).toEqual(BOTH)
    expect((await told())[1]?.finer).toEqual({ passed: 6, passes: true })
  })
})

describe('a kept result is current', () => {
  /** As if all tests had passed. */
  const keepAll = () =>
    inCopy(
      'const part = { passes: true, passed: 1, total: 1, failure: undefined, finer: undefined }',
      'const prints = fingerprints(katas)',
      'keep(katas.map(kata => ({ kata, ...part, restsOn: prints.get(kata) })))',
      'say()',
    )

  test('until something changes that it rests on, and again when that is undone', async () => {
    await keepAll()
    const files = [GATHER, 'katas/03-gather/gather.test.ts', 'katas/03-gather/demo.ts']
    for (const file of files) {
      const before = read(file)
      edit(file, `${before} `)
      expect(await current(), file).toEqual([BOTH[0]])
      edit(file, before)
    }
    edit('katas/03-gather/jobs/more.ts', '')
    expect(await current()).toEqual([BOTH[0]])
  })

  test('whatever is written about the kata, and whenever its files were saved', async () => {
    await keepAll()
    edit('katas/03-gather/HINTS.md', 'no hints')
    utimesSync(pathOf(GATHER), new Date(0), new Date(0))
    expect(await current()).toEqual(BOTH)
  })

  test('until the lab changes', async () => {
    await keepAll()
    const file = pathOf('src/lab/index.ts')
    utimesSync(file, new Date(), new Date(0))
    expect(await current()).toEqual([])
  })

  test('until another kata changes that it imports from', async () => {
    edit(GATHER, "export * from '../02-one-after-another/fetch-posts.ts'")
    await keepAll()
    edit(FETCH_POSTS, '')
    expect(await current()).toEqual([])
  })

  test('only where nothing was saved while its tests ran', async () => {
    pass('03-gather')
    const save = "import('node:fs').then(fs => fs.appendFileSync('katas/03-gather/gather.ts', ' '))"
    const lines = [`test('saves', () => ${save})`, "import { test } from 'vitest'"]
    edit('katas/03-gather/gather.test.ts', ...lines)
    await kata('run', '03')
    expect((await told()).map(({ isCurrent }) => isCurrent)).toEqual([false])
  })
})

describe('a result that can not be shown', () => {
  test('is known by its counts, as an earlier version kept it', async () => {
    const at = new Date().toISOString()
    edit(FILE, JSON.stringify({ at, passes: true, passed: 8, total: 8 }))
    expect(await told()).toEqual([])
    const last = await inCopy(
      "const { progressOf } = await import('./src/course/progress.ts')",
      'say(progressOf(gather).last)',
    )
    expect(last).toEqual({ at, passes: true, passed: 8, total: 8 })
  })

  test('costs only itself, however it is damaged', async () => {
    await kata('list')
    const whole = JSON.parse(read(FILE))
    const { shown } = whole
    const damaged = [
      { ...whole, at: 'some day' },
      { ...whole, passes: true },
      { ...whole, finer: { passed: 1 } },
      { ...whole, shown: 'everything' },
      { ...whole, shown: { ...shown, version: 0 } },
      { ...whole, shown: { ...shown, failure: undefined } },
      { ...whole, shown: { ...shown, failure: { ...shown.failure, sentences: [1] } } },
      { ...whole, shown: { ...shown, failure: { ...shown.failure, drawn: { index: 0 } } } },
      { ...whole, more: 'x'.repeat(2 ** 20) },
    ]
    const texts = [...damaged.map(each => JSON.stringify(each)), '', '{"at":']
    edit('damaged.json', JSON.stringify(texts))
    const names = await inCopy(
      "const { readFileSync, writeFileSync } = await import('node:fs')",
      "const texts = JSON.parse(readFileSync('damaged.json', 'utf8'))",
      `say(texts.map(text => {
        writeFileSync(${JSON.stringify(FILE)}, text)
        return [...keptResults(katas).keys()].map(({ name }) => name).join()
      }))`,
    )
    expect(names).toEqual(texts.map(() => BOTH[0]))
    await kata('run', '03')
    expect(await current()).toEqual(BOTH)
  })

  test('is kept without what is too long', async () => {
    const fails = "test('fails', () => { throw new Error('x'.repeat(2 ** 20)) })"
    edit('katas/03-gather/gather.test.ts', "import { test } from 'vitest'", fails)
    await kata('run', '03')
    expect(JSON.parse(read(FILE))).toMatchObject({ passes: false, passed: 0, total: 1 })
    expect(await told()).toEqual([])
  })

  test('is no error where nothing can be written, or a folder is not there', async () => {
    edit('.kata/progress', 'a file where a folder should be')
    const lines = [
      'const lost = { ...gather, folder: "/nowhere" }',
      'const part = { passes: true, passed: 1, total: 1, failure: undefined, finer: undefined }',
      'keep([{ kata: gather, ...part, restsOn: "this" }])',
      'say([fingerprints([lost]).size, keptResults([gather, lost]).size])',
    ]
    expect(await inCopy(...lines)).toEqual([1, 0])
  })
})
