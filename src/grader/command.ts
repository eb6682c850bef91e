import { findKatas } from '../course/katas.ts'
import { Interruption } from './interruption.ts'
import { asked } from './options.ts'
import { Failed, Misuse } from './refusals.ts'
import { harmless } from './reports/harmless.ts'
import { gradeSubmissions } from './session.ts'
import type { Tools } from './tools.ts'

const USAGE = `Usage: npx kata grade DIR... [options]

Grades submissions: each DIR is a folder that mirrors katas/, or a checkout of
the whole project. Only the files that students edit are taken from it.

  --kata NN    only this kata; several: --kata 02 --kata 03, or --kata 02,03
               Otherwise: the path's katas, and the deep ones that at least one
               of the submissions has worked on.
  --deep       all deep katas, too
  --out DIR    where the reports go, by default report/
  --jobs N     how many submissions are examined at the same time; by default as
               many as there are cores, and no more than 4
  --timeout S  seconds of its own time after which a kata is stopped, by default
               60: what it uses of the processor and, while it waits, real time
  --resume     go on with the report in --out: what is missing there or has
               changed is examined; without DIR, of the same submissions
  --help       this text

Exit codes: 0 when all was graded, whatever the verdicts; 1 when something could
not be graded; 2 when the command makes no sense; 130 when it was interrupted.`

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
    tools.stdout.write(`${USAGE}\n`)
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
