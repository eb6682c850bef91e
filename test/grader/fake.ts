import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { findKatas } from '../../src/course/katas.ts'
import { grade } from '../../src/grader/command.ts'
import type { Examiner, Grade, Submission, Verdict } from '../../src/grader/grades.ts'
import type { Tools } from '../../src/grader/tools.ts'

// An examiner for the tests of the command: a submission says itself what its verdict is, `// FAIL`. As a
// program of its own it is kata grade with that examiner, in the folder that it is started in.

const TESTS = (['adds', 'waits'] as const).map(name => ({ part: 'idea', name }) as const)

/** Where the examiner notes what it examines: `anna 02-one-after-another`. */
export const EXAMINED = 'examined.txt'

/** What the command needs, with the examiner of these tests. What it prints is kept. */
export function fakeTools(cwd: string, more: Partial<Tools> = {}): Tools & { printed(): string } {
  let printed = ''
  const sink = { write: (text: string) => (printed += text) }
  return {
    katas: findKatas(),
    cwd,
    submissionsIn: dirs =>
      dirs.map(dir => {
        if (!existsSync(dir)) throw new Error(`There is no ${path.basename(dir)}.`)
        return { name: path.basename(dir), folder: dir }
      }),
    open: async ({ katas }) =>
      fakeExaminer(
        cwd,
        katas.map(({ name }) => name),
      ),
    now: () => new Date(0),
    stdout: sink,
    stderr: sink,
    printed: () => printed,
    ...more,
  }
}

export function fakeExaminer(cwd: string, katas: readonly string[]): Examiner {
  return {
    expected: new Map(katas.map(kata => [kata, TESTS])),
    protections: ['Nothing is protected.'],
    examine: async (submission, wanted, signal) => {
      for (const kata of wanted) {
        appendFileSync(path.join(cwd, EXAMINED), `${submission.name} ${kata}\n`)
        if (said(submission, kata).includes('WAITS')) await untilAborted(signal)
      }
      return wanted.map(kata => gradeOf(submission, kata))
    },
    close: async () => {},
  }
}

function gradeOf(submission: Submission, kata: string): Grade {
  const verdict = (/[A-Z_]+/.exec(said(submission, kata))?.[0] ?? 'INVALID') as Verdict
  const status = verdict === 'PASS' ? 'passed' : 'failed'
  const tests = TESTS.map(test => ({ ...test, status, message: `${test.name} not` }) as const)
  return { kata, verdict, reason: `It is ${verdict}.`, tests, warnings: [] }
}

function said({ folder }: Submission, kata: string): string {
  const [main = ''] = findKatas().flatMap(each => (each.name === kata ? [each.main] : []))
  const file = path.join(folder, kata, main)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** As an examiner waits for a submission that takes long: the process has something to wait for. */
async function untilAborted(signal: AbortSignal): Promise<void> {
  const alive = setInterval(() => {}, 1_000)
  await new Promise<void>(resolve => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  clearInterval(alive)
}

if (import.meta.main) {
  const { stdout, stderr } = process
  process.exitCode = await grade(
    process.argv.slice(2),
    fakeTools(process.cwd(), { stdout, stderr }),
  )
}
