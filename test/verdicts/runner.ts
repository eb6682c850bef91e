import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { Drawn, Told } from '#lab/drawing'
import type { Goals } from '../../src/course/goals.ts'
import { isFiner, type Kata, ROOT } from '../../src/course/katas.ts'

/** One way to fill in a kata: the pristine skeleton, the reference, or a file or folder of a variant. */
export interface Variant {
  readonly kind: 'skeleton' | 'reference' | 'right' | 'wrong'
  /** `wrong/for-each-async`, or just `reference`. */
  readonly name: string
  /** The file or folder in the project, for messages: with forward slashes. */
  readonly source: string
  /** What a wrong one announces that the student will read. */
  readonly says: string | undefined
}

/** A test of a kata. */
export interface Test {
  readonly name: string
  /** Whether it is one of the finer points. */
  readonly isFiner: boolean
}

/** A test that failed. */
export interface Failed extends Test {
  readonly message: string
  /** What it tells of its run, where it has one. */
  readonly told: Told | undefined
  readonly drawn: Drawn | undefined
}

/** What a test run said about a variant. */
export interface Outcome {
  /** All tests that were run or left out, in their order: those of the idea first. */
  readonly tests: readonly Test[]
  readonly passed: readonly string[]
  readonly failed: readonly Failed[]
  /** Why no test could be run at all, if so: an import that failed, a file that does not parse. */
  readonly broken: string | undefined
  /** What the first runs in each test look like, null where there is no picture: of the reference alone. */
  readonly goals: Goals
}

/** All variants of a kata, by the folder convention alone. */
export function variantsOf(kata: Kata): Variant[] {
  const own = `test/verdicts/${kata.name}`
  return [
    { kind: 'skeleton', name: 'skeleton', source: `${own}/skeleton`, says: undefined },
    { kind: 'reference', name: 'reference', source: `solutions/${kata.name}`, says: undefined },
    ...(['right', 'wrong'] as const).flatMap(kind =>
      list(path.join(ROOT, own, kind)).map((entry): Variant => {
        const source = `${own}/${kind}/${entry}`
        return {
          kind,
          name: `${kind}/${path.parse(entry).name}`,
          source,
          says: announced(kata, source),
        }
      }),
    ),
  ]
}

/**
 * Lays each variant of some katas over a copy of its kata and runs the kata's tests on all of them, in one
 * process of the test runner's: starting one takes longer than the tests of many a kata. The copies lie in
 * the project, where Node strips types and finds `#lab`.
 *
 * @param testsFor the tests to run on a variant; nothing for all of them
 */
export async function runVariants(
  katas: ReadonlyMap<Kata, readonly Variant[]>,
  testsFor: (kata: Kata, variant: Variant) => readonly Test[] | undefined = () => undefined,
): Promise<Map<Kata, ReadonlyMap<Variant, Outcome>>> {
  if (katas.size === 0) return new Map()
  const folder = path.join(ROOT, '.kata', `verdicts-${process.pid}`)
  const copyOf = (kata: Kata, index: number) => path.join(folder, kata.name, `${index}`)
  try {
    for (const [kata, variants] of katas) {
      variants.forEach((variant, index) => {
        const only = testsFor(kata, variant)
        const isNeeded = (file: string) =>
          !only || only.some(test => test.isFiner === isFiner(file))
        const names = only?.map(({ name }) => name)
        for (const file of kata.tests.filter(isNeeded)) {
          // Each has modules of its own, as for a student: what one leaves in a variable, the other must not find.
          const own = `${copyOf(kata, index)}-${path.parse(file).name}`
          layOver(kata, file, variant, own)
          if (names) writeFileSync(path.join(own, ONLY), JSON.stringify(names))
          if (variant.kind === 'reference') writeFileSync(path.join(own, GOALS), '{}')
        }
      })
    }
    const report = await runTests(folder)
    return new Map(
      [...katas].map(([kata, variants]) => {
        const outcomes = variants.map((variant, index) => {
          return [variant, outcomeIn(report, copyOf(kata, index))] as const
        })
        return [kata, new Map(outcomes)]
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** How a test ends that was run. */
const ENDS = ['passed', 'failed']

/** In a variant's copy: the tests to run, and pictures of its runs; see setup.ts. */
const ONLY = 'only.json'
const GOALS = 'goals.json'

/** The first comment of a wrong variant: `// says: …`. */
function announced({ main }: Kata, source: string): string | undefined {
  const file = path.join(ROOT, source)
  const text = readFileSync(statSync(file).isDirectory() ? path.join(file, main) : file, 'utf8')
  return /^\/\/ says: (.+)$/m.exec(text.split('\n', 1)[0] ?? '')?.[1]?.trim()
}

function layOver(kata: Kata, test: string, variant: Variant, copy: string): void {
  mkdirSync(copy, { recursive: true })
  for (const entry of [test, ...kata.fixtures]) {
    cpSync(path.join(kata.folder, entry), path.join(copy, entry), { recursive: true })
  }
  const source = path.join(ROOT, variant.source)
  // What a variant does not bring is the reference's, such as a thread's side.
  const reference = path.join(ROOT, 'solutions', kata.name)
  for (const file of kata.skeleton) cpSync(path.join(reference, file), path.join(copy, file))
  if (!statSync(source).isDirectory()) {
    cpSync(source, path.join(copy, kata.main))
    return
  }
  for (const file of list(source).filter(name => name.endsWith('.ts'))) {
    cpSync(path.join(source, file), path.join(copy, file))
  }
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : []
}

// ---- the test runner -------------------------------------------------------------------------------

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly title: string
      readonly status: string
      readonly failureMessages: readonly string[]
      readonly meta: { readonly told?: Told; readonly drawn?: Drawn }
    }[]
  }[]
  /** What the runner itself had to say. */
  readonly output: string
}

function runTests(folder: string): Promise<Report> {
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs')
  const output = path.join(folder, 'report.json')
  const config = [
    '--config',
    'test/verdicts/runner.config.ts',
    '--dir',
    folder,
    '--outputFile',
    output,
  ]
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [vitest, 'run', ...config],
      { cwd: ROOT, maxBuffer: 2 ** 28, env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
      (_failed, stdout, stderr) => {
        const said = `${stdout}\n${stderr}`.trim()
        if (!existsSync(output)) return reject(new Error(`The verdicts could not be run:\n${said}`))
        resolve({ ...(JSON.parse(readFileSync(output, 'utf8')) as Report), output: said })
      },
    )
  })
}

function outcomeIn({ testResults, output }: Report, copy: string): Outcome {
  const own = testResults
    .filter(({ name }) => path.resolve(name).startsWith(`${copy}-`))
    // Whatever was done first, the idea is told first.
    .sort((one, other) => Number(isFiner(one.name)) - Number(isFiner(other.name)))
  const tests = own.flatMap(({ name, assertionResults }) =>
    assertionResults.map(test => ({ ...test, isFiner: isFiner(name) })),
  )
  const hasOnly = own.some(({ name }) => existsSync(path.join(path.dirname(name), ONLY)))
  const ends = hasOnly ? [...ENDS, 'skipped', 'pending'] : ENDS
  const unfinished = tests.filter(({ status }) => !ends.includes(status))
  const [reason] = [
    ...(own.length === 0 ? ['it was not run'] : []),
    ...own.map(({ message }) => message).filter(message => message !== ''),
    ...unfinished.map(({ title }) => `"${title}" did not come to its end:\n${output}`),
  ]
  return {
    tests: tests.map(({ title, isFiner }) => ({ name: title, isFiner })),
    passed: tests.filter(({ status }) => status === 'passed').map(({ title }) => title),
    failed: tests
      .filter(({ status }) => status === 'failed')
      .map(({ title, isFiner, failureMessages, meta: { told, drawn } }) => ({
        name: title,
        isFiner,
        message: failureMessages.join('\n'),
        told,
        drawn,
      })),
    broken: reason,
    goals: Object.assign({}, ...own.map(({ name }) => goalsBeside(name))),
  }
}

/** What setup.ts has written of a test file's runs; nothing but for the reference. */
function goalsBeside(testFile: string): Goals {
  const file = `${testFile}.goals.json`
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Goals) : {}
}
