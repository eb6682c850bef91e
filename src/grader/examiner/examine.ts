import path from 'node:path'
import { isFiner, type Kata, ROOT } from '../../course/katas.ts'
import {
  type Examiner,
  type ExpectedTest,
  type Grade,
  gradeWithoutRun,
  type Submission,
} from '../grades.ts'
import type { Order, OrderedTests } from '../inside/events.ts'
import { GRACE } from '../inside/limits.ts'
import { words } from '../words/words.ts'
import { runTree } from './process-tree.ts'
import { Readable } from './readable.ts'
import { emptyRecord, isPlain, isStarted, note, type Record } from './record.ts'
import { launch, type Means, meansHere, sentencesOn } from './sandbox.ts'
import { Slots } from './slots.ts'
import { gradeOfNotTaken, readSubmitted, type Submitted } from './submitted-files.ts'
import { type Evidence, gradeOf, whyIncomplete } from './verdict.ts'
import {
  COMPILED,
  changedFiles,
  layOut,
  makeHome,
  makeKept,
  type Pristine,
  packagesFolder,
  readPristine,
  remove,
} from './workspace.ts'

export interface ExaminerOptions {
  readonly katas: readonly Kata[]
  /** How long a test file may take, in seconds. */
  readonly timeout: number
  /** How many examinations there may be at a time. */
  readonly jobs: number
  /** Ends the opening. */
  readonly signal?: AbortSignal
  /** Which of the system's means may be used; all that work, by default. */
  readonly allowed?: (means: Means) => boolean
}

/**
 * Finds out what the system has to protect it, and runs the reference solutions: what they can't pass here,
 * nobody is graded by.
 *
 * @throws the signal's reason if it is aborted
 */
export async function openExaminer(options: ExaminerOptions): Promise<Examiner> {
  const examiner = new SystemExaminer(options)
  try {
    await examiner.prepare(options.signal ?? new AbortController().signal)
    return examiner
  } catch (error) {
    await examiner.close()
    throw error
  }
}

/** A kata whose files were taken. */
type Ready = Extract<Submitted, { files: unknown }>

class SystemExaminer implements Examiner {
  readonly expected = new Map<string, readonly ExpectedTest[]>()
  protections: readonly string[] = []
  /** Of katas whose reference solution does not pass here: why. */
  readonly #broken = new Map<string, string>()
  readonly #katas: ReadonlyMap<string, Kata>
  readonly #timeout: number
  readonly #slots: Slots
  readonly #home: string
  readonly #kept: string
  readonly #pristine: Pristine
  readonly #means: Means
  readonly #removeAtExit: () => void
  /** Whether Node may keep what it compiles: only while the references are run. */
  #warming = true

  constructor({ katas, timeout, jobs, allowed }: ExaminerOptions) {
    this.#katas = new Map(katas.map(kata => [kata.name, kata]))
    this.#timeout = timeout * 1_000
    this.#slots = new Slots(jobs)
    this.#home = makeHome()
    this.#removeAtExit = () => remove(this.#home)
    process.once('exit', this.#removeAtExit)
    this.#kept = makeKept(this.#home)
    this.#pristine = readPristine(katas)
    const trial = layOut(this.#home, 'trial', new Map(), new Map(), undefined)
    this.#means = meansHere(trial, this.#kept, allowed)
    this.protections = sentencesOn(this.#means)
  }

  /** Runs the reference solutions in the very same way: they say which tests there are. */
  async prepare(signal: AbortSignal): Promise<void> {
    const katas = [...this.#katas.values()]
    const reference = { name: 'reference', folder: path.join(ROOT, 'solutions') }
    const taken = katas.map(kata => readSubmitted(reference, kata))
    // One first: what it compiles, the others find.
    const records = await this.#records(taken.filter(isReady), signal)
    for (const kata of katas) {
      const examined = records.get(kata.name)
      this.expected.set(kata.name, examined ? testsIn(examined.record) : [])
      const why = this.#whyBroken(kata.name, examined)
      if (why) this.#broken.set(kata.name, words.faults.reference(kata.name, why))
    }
    this.#warming = false
  }

  /** The reference has to be complete: each of its parts has tests, and all of them pass. */
  #whyBroken(kata: string, examined: Examined | undefined): string | undefined {
    const parts = [...(examined?.record.parts.values() ?? [])]
    const isEmpty = parts.length === 0 || parts.some(({ tests }) => tests.size === 0)
    const why = examined && whyIncomplete(this.#evidence(kata, examined))
    return why ?? (isEmpty ? words.faults.noTests : undefined)
  }

  async examine(
    submission: Submission,
    katas: readonly string[],
    signal: AbortSignal,
  ): Promise<Grade[]> {
    const taken = katas.map(name => this.#takeOrExcuse(submission, name))
    const records = await this.#records(taken.filter(isReady), signal)
    return taken.map((each, index) => {
      if (!isReady(each)) return each
      const name = katas[index] as string
      const grade = gradeOf(this.#evidence(name, records.get(name) as Examined))
      return each.warning ? { ...grade, warnings: [...grade.warnings, each.warning] } : grade
    })
  }

  async close(): Promise<void> {
    process.off('exit', this.#removeAtExit)
    remove(this.#home)
  }

  /** The files of a kata; where there are none that can be graded, the grade already. */
  #takeOrExcuse(submission: Submission, name: string): Ready | Grade {
    const kata = this.#katas.get(name)
    const broken = kata ? this.#broken.get(name) : words.faults.unknownKata(name)
    if (!kata || broken) return this.#withoutRun(name, 'GRADER_ERROR', broken ?? '')
    try {
      const taken = readSubmitted(submission, kata)
      return 'invalid' in taken ? gradeOfNotTaken(taken, this.expected.get(name)) : taken
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      return this.#withoutRun(name, 'GRADER_ERROR', words.faults.notRead(code))
    }
  }

  #withoutRun(kata: string, verdict: Grade['verdict'], reason: string): Grade {
    return gradeWithoutRun(kata, verdict, reason, this.expected.get(kata))
  }

  #evidence(kata: string, examined: Examined): Evidence {
    return { kata, expected: this.expected.get(kata) ?? [], ...examined }
  }

  /** All of them together, and then alone whatever did not come to a plain verdict. */
  async #records(taken: readonly Ready[], signal: AbortSignal): Promise<Map<string, Examined>> {
    const records = new Map<string, Examined>()
    const alone: Ready[] = []
    const groups = this.#slots.groups(taken)
    await Promise.all(
      groups.map(async group => {
        let waiting = group
        while (waiting.length > 1) {
          const done = await this.#run(waiting, signal)
          const isDone = ({ kata }: Ready) => done.get(kata.name)?.plain
          for (const each of waiting.filter(isDone)) {
            records.set(each.kata.name, done.get(each.kata.name) as Examined)
          }
          const open = waiting.filter(each => !isDone(each))
          // Those that had not begun when all came to an end go together once more.
          const begun = open.filter(({ kata }) => done.get(kata.name)?.begun)
          alone.push(...(begun.length > 0 ? begun : open))
          waiting = begun.length > 0 ? open.filter(each => !begun.includes(each)) : []
        }
        alone.push(...waiting)
      }),
    )
    await Promise.all(
      alone.map(async each => {
        const done = await this.#run([each], signal)
        records.set(each.kata.name, done.get(each.kata.name) as Examined)
      }),
    )
    return records
  }

  /** Examines some katas in one process tree. */
  #run(taken: readonly Ready[], signal: AbortSignal): Promise<Map<string, Examined>> {
    return this.#slots.use(signal, async slot => {
      const submitted = new Map(
        taken.flatMap(({ kata, files }) =>
          [...files].map(([file, content]) => [`katas/${kata.name}/${file}`, content] as const),
        ),
      )
      const { view } = this.#means
      const kept = view ? undefined : this.#kept
      const workspace = layOut(this.#home, `w-${slot}`, this.#pristine, submitted, kept)
      try {
        const records = new Map(
          taken.map(({ kata }) => [kata.name, emptyRecord(testsOf(kata).map(({ part }) => part))]),
        )
        const start = launch(this.#means, workspace, this.#kept, this.#warming, [
          ...['--disable-warning=ExperimentalWarning', 'src/grader/inside/inside.ts'],
          JSON.stringify(this.#orderFor(taken, workspace.project)),
        ])
        start.env.NODE_COMPILE_CACHE = path.join(start.seen.kept, COMPILED)
        let latest: Record | undefined
        const end = await runTree(start, this.#timeout + GRACE, signal, event => {
          const record = records.get(event.kata)
          if (record) note(record, event)
          if (event.type === 'checking' || event.type === 'started') latest = record
        })
        signal.throwIfAborted()
        const changed = changedFiles(workspace, [...this.#pristine, ...submitted])
        const isClean = changed.length === 0 && end.strays === 0
        const readable = new Readable([start.seen.project, path.dirname(packagesFolder())])
        return new Map(
          [...records].map(([name, record]) => [
            name,
            {
              record,
              end: end.over ? undefined : end,
              changed,
              strays: end.strays,
              readable,
              plain: isClean && isPlain(record),
              begun: record === latest || isStarted(record),
            },
          ]),
        )
      } finally {
        remove(workspace.folder)
      }
    })
  }

  #orderFor(taken: readonly Ready[], project: string): Order {
    const { view } = this.#means
    return {
      katas: taken.map(({ kata, files }) => ({
        name: kata.name,
        main: kata.main,
        files: [...files.keys()],
        tests: testsOf(kata),
      })),
      timeout: this.#timeout,
      warming: this.#warming,
      readable: view ? [] : [project, packagesFolder(), this.#kept],
      hurry: process.env.KATA_GUARD_HURRY,
    }
  }
}

/** What an examination has given for one kata. */
interface Examined extends Omit<Evidence, 'kata' | 'expected'> {
  /** Whether a verdict on it needs no second look. */
  readonly plain: boolean
  /** Whether it had its turn. */
  readonly begun: boolean
}

/** A kata's test files, and the part that each of them has: the idea's first. */
function testsOf({ tests }: Kata): OrderedTests[] {
  return tests.map(file => ({ file, part: isFiner(file) ? 'finer' : 'idea' }))
}

/** The tests that were run, in their order. */
function testsIn({ parts }: Record): ExpectedTest[] {
  return [...parts].flatMap(([part, { tests }]) => [...tests.keys()].map(name => ({ part, name })))
}

function isReady(each: Submitted | Grade): each is Ready {
  return 'files' in each
}
