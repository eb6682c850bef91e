import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { type Kata, ROOT } from '../course/katas.ts'
import { isObject } from '../course/kept-files.ts'
import { fitted } from '../course/text.ts'
import { isJunk } from './examiner/junk.ts'
import { isLoose } from './examiner/submissions.ts'
import { fingerprintOf, fingerprintsOf, submitted } from './fingerprint.ts'
import type { Examiner, Submission } from './grades.ts'
import { Journal } from './journal.ts'
import type { Asked } from './options.ts'
import { notedIn, OutFolder } from './out-folder.ts'
import { Progress } from './progress.ts'
import { gradeAll } from './queue.ts'
import { Failed, Misuse } from './refusals.ts'
import { filesOf } from './reports/files.ts'
import { inLines, oneLine } from './reports/harmless.ts'
import type { Points } from './reports/points.ts'
import { protectionsOf, type Report, reportOf } from './reports/report.ts'
import { tableOf } from './reports/table.ts'
import type { Tools } from './tools.ts'
import { usualKatas } from './usual-katas.ts'
import { words } from './words/words.ts'

const TIMEOUT = 60
const POINTS: Points = { idea: 80, finer: 20 }
const RUN = 'run.json'

/** What a report is of: its folder remembers it, so that going on needs no more than its name. */
type Run = Pick<Asked, 'dirs' | 'katas' | 'deep' | 'timeout' | 'points'>

/**
 * Grades submissions and writes the report.
 *
 * @param signal ends it
 * @returns the exit code
 * @throws Misuse, Failed; after the signal, an error that says how to go on
 */
export async function gradeSubmissions(
  wanted: Asked,
  tools: Tools,
  signal: AbortSignal,
): Promise<number> {
  const run = runOf(wanted)
  const submissions = await submissionsOf(run, wanted, tools)
  const katas = katasOf(run, submissions, tools)
  using folder = new OutFolder(wanted.out, wanted.shownOut, wanted.resume)
  folder.note(RUN, run)
  const progress = new Progress(tools.stderr, submissions.length)
  try {
    const session = { wanted, run, katas, submissions, folder, progress, tools, signal }
    return finish(await examineAll(session), session)
  } catch (error) {
    progress.clear()
    if (!signal.aborted) throw error
    const { interrupted } = words.outcome
    throw new Error(interrupted(progress.done, submissions.length, commandToGoOn(wanted)))
  }
}

function commandToGoOn({ goOn }: Asked): string {
  return `npx kata grade ${goOn}`
}

/** What was asked for now; without submissions, what the report is of already. */
function runOf(wanted: Asked): Run {
  const { dirs, katas, deep, timeout, points } = wanted
  if (dirs.length > 0) return { dirs, katas, deep, timeout, points }
  const { noSubmissions, nothingToResume } = words.options
  if (!wanted.resume) throw new Misuse(noSubmissions)
  const noted = notedIn(wanted.out, RUN)
  if (!isRun(noted)) throw new Misuse(nothingToResume(wanted.shownOut))
  return {
    dirs: noted.dirs,
    katas: katas ?? noted.katas,
    deep: deep ?? noted.deep,
    timeout: timeout ?? noted.timeout,
    points: points ?? noted.points,
  }
}

function isRun(value: unknown): value is Run {
  return isObject(value) && Array.isArray(value.dirs)
}

async function submissionsOf(run: Run, wanted: Asked, tools: Tools): Promise<Submission[]> {
  const files = looseFiles(run)
  // Where the report is beside the submissions, `*` is the report, too.
  const dirs = run.dirs.filter(dir => {
    return dir !== wanted.out && !files.includes(dir) && !isLeftOver(dir, run)
  })
  if (dirs.length === 0) throw new Misuse(words.options.onlyFiles)
  return attempt(() => tools.submissionsIn(dirs))
}

/**
 * A list of names beside the submissions must not hold them up; a zip that is not unpacked is to be told of. What
 * can't be looked at is somebody's submission.
 */
function looseFiles({ dirs }: Run): string[] {
  return dirs.filter(dir => isNoFolder(dir) && !isLoose(dir))
}

function isNoFolder(dir: string): boolean {
  try {
    return !(statSync(dir, { throwIfNoEntry: false })?.isDirectory() ?? true)
  } catch {
    return false
  }
}

/** Where several are named, folders that no student has made are none of them. */
function isLeftOver(dir: string, { dirs }: Run): boolean {
  return dirs.length > 1 && isJunk(path.basename(dir))
}

/** What is told at the beginning, and again in the end. */
function leftOut(run: Run): string[] {
  const files = looseFiles(run).filter(file => !isLeftOver(file, run))
  const names = files.map(file => oneLine(path.basename(file)))
  return names.length === 0 ? [] : inLines(words.progress.skipped(names))
}

async function attempt<T>(action: () => T | Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw new Misuse((error as Error).message)
  }
}

function katasOf(run: Run, submissions: readonly Submission[], { katas }: Tools): Kata[] {
  const named = run.katas
  if (!named) return usualKatas(katas, submissions, run.deep ?? false)
  return katas.filter(kata => named.includes(kata.name) || (run.deep && kata.section === 'deep'))
}

interface Session {
  readonly wanted: Asked
  readonly run: Run
  readonly katas: readonly Kata[]
  readonly submissions: readonly Submission[]
  readonly folder: OutFolder
  readonly progress: Progress
  readonly tools: Tools
  readonly signal: AbortSignal
}

async function examineAll(session: Session): Promise<Report> {
  const { wanted, run, katas, submissions, progress, tools, signal } = session
  const { jobs } = wanted
  const timeout = run.timeout ?? TIMEOUT
  for (const line of leftOut(run)) progress.say(line)
  progress.say(words.progress.references)
  const examiner = await opened({ katas, timeout, jobs, signal }, tools)
  try {
    const { protections, expected } = examiner
    progress.say(inLines(oneLine(protectionsOf({ protections }))).join('\n'))
    const course = fingerprintsOf(katas)
    const fingerprint = fingerprintWith(examiner, course, timeout)
    const journal = new Journal(session.folder)
    const work = { submissions, katas, examiner, journal, fingerprint, jobs, progress }
    const graded = await gradeAll(work, signal)
    const facts = {
      graded: tools.now().toISOString(),
      course: { version: versionOfCourse(), fingerprint: fingerprintOf([...course.values()]) },
      timeout,
      points: run.points ?? POINTS,
      protections,
      katas: katas.map(({ number, name, title }) => {
        return { number, name, title, tests: expected.get(name) ?? [] }
      }),
    }
    return reportOf(facts, graded, leftOut(run))
  } finally {
    await examiner.close()
  }
}

/** Without an examiner nothing can be graded: whoever reads the message can do something about it. */
async function opened(options: Parameters<Tools['open']>[0], tools: Tools): Promise<Examiner> {
  try {
    return await tools.open(options)
  } catch (error) {
    throw new Failed(words.outcome.notStarted((error as Error).message))
  }
}

/** Of all that a grade rests on: the submission, the course, and the circumstances. */
function fingerprintWith(
  { protections, expected }: Examiner,
  course: ReadonlyMap<string, string>,
  timeout: number,
): (submission: Submission, kata: Kata) => string {
  const { version, platform, arch } = process
  const circumstances = [version, platform, arch, `${timeout}`, ...protections]
  return (submission, kata) =>
    fingerprintOf([
      ...circumstances,
      course.get(kata.name) ?? '',
      ...(expected.get(kata.name) ?? []).flatMap(({ part, name }) => [part, name]),
      ...submitted(submission, kata),
    ])
}

function versionOfCourse(): string {
  const file = path.join(ROOT, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/** Writes the report and shows it; answers with the exit code. */
function finish(report: Report, { wanted, run, folder, tools }: Session): number {
  const kept = folder.write(filesOf(report))
  const errors = report.students
    .flatMap(({ grades }) => grades)
    .filter(({ verdict }) => verdict === 'GRADER_ERROR').length
  const lines = [
    tableOf(report),
    fitted(words.outcome.written(wanted.shownOut)),
    ...leftOut(run),
    ...kept.map(name => fitted(words.outcome.keptAside(name))),
  ]
  tools.stdout.write(`${lines.join('\n')}\n`)
  if (errors === 0) return 0
  tools.stderr.write(`${fitted(words.outcome.notGraded(errors, commandToGoOn(wanted)))}\n`)
  return 1
}
