import { findKatas } from '../course/katas.ts'
import { Interruption } from './interruption.ts'
import { asked } from './options.ts'
import { Failed, Misuse } from './refusals.ts'
import { harmless } from './reports/harmless.ts'
import { gradeSubmissions } from './session.ts'
import type { Tools } from './tools.ts'
import { words } from './words/words.ts'

/** The test runner takes a moment to load: only what needs it waits for it. */
function ownTools(): Tools {
  return {
    katas: findKatas(),
    cwd: process.cwd(),
    submissionsIn: async dirs =>
      (await import('./examiner/submissions.ts')).submissionsIn([...dirs]),
    open: async options => (await import('./examiner/examine.ts')).openExaminer(options),
    now: () => new Date(),
    stdout: process.stdout,
    stderr: process.stderr,
  }
}

/**
 * `kata grade`.
 *
 * @param argv the words after it
 * @returns the exit code
 */
export async function grade(argv: readonly string[], tools: Tools = ownTools()): Promise<number> {
  using interruption = new Interruption()
  try {
    const wanted = asked(argv, tools.katas, tools.cwd)
    if (!wanted.help) return await gradeSubmissions(wanted, tools, interruption.signal)
    tools.stdout.write(`${words.usage}\n`)
    return 0
  } catch (error) {
    const code = interruption.signal.aborted ? 130 : codeFor(error)
    if (code === undefined) throw error
    tools.stderr.write(`${harmless((error as Error).message)}\n`)
    return code
  }
}

function codeFor(error: unknown): number | undefined {
  if (error instanceof Misuse) return 2
  return error instanceof Failed ? 1 : undefined
}
