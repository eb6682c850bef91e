import { existsSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import type { Drawn, Told } from '#lab/drawing'
import { isFiner, type Kata, ROOT } from '../../course/katas.ts'
import { words } from '../words/words.ts'
import { type Stopped, takeStopped } from './stopped.ts'

/** What one of a kata's test files said. */
export interface Part {
  readonly passes: boolean
  /** How many tests pass, of how many. */
  readonly passed: number
  readonly total: number
  /** The first thing that went wrong. */
  readonly failure: Failure | undefined
  /** What the student's code printed while all of them ran; undefined where the result was kept. */
  readonly printed?: string | undefined
  /** The same: runs of tests, by the tests' names, where they can be drawn. */
  readonly drawn?: ReadonlyMap<string, DrawnTest> | undefined
}

/** A test's run, and whether the test passes. */
export interface DrawnTest extends Drawn {
  readonly passes: boolean
}

/** What a kata's tests said: those of its idea, and once it is solved those of its finer points. */
export interface Result extends Part {
  readonly kata: Kata
  /** Undefined where there are none, and as long as they were not run. */
  readonly finer: Part | undefined
  /** The fingerprint of what it rests on, as it was before its tests ran. */
  readonly restsOn?: string | undefined
}

/** Whether a kata is solved, with all of its finer points. */
export function isComplete({ kata, passes, finer }: Result): boolean {
  return passes && (kata.finer === undefined || finer?.passes === true)
}

/** A test that failed, or a file that could not be loaded, as the student should see it. */
export interface Failure {
  /** The test's name; undefined where no test could run. */
  readonly test: string | undefined
  /** What happened, the likely cause, where to look: sentences, the most telling first. */
  readonly sentences: readonly string[]
  /** For each sentence the spans that it speaks of, by the numbers of their beginnings. */
  readonly about?: readonly (readonly number[])[] | undefined
  /** The names of what is told of its run. */
  readonly told?: readonly string[] | undefined
  /** The test's own words: what was expected, and what was seen. */
  readonly own: string
  /** How the two differ, line by line, as the test runner shows it; empty where they have no lines. */
  readonly diff: string
  /** In which order threads touched shared memory; empty where that is not what it is about. */
  readonly steps: string
  /** Where it happened, the student's own line where there is one: `katas/03-gather/gather.ts:20`. */
  readonly place: string | undefined
  /** What the student's code printed meanwhile. */
  readonly output: string
  /** The run that it is about, where there is one to draw. */
  readonly drawn?: Drawn | undefined
  /** A file of the student's that is not there, which is why nothing could be loaded. */
  readonly missing?: string | undefined
}

/** A test file that ran. */
export interface Ran {
  readonly kata: Kata
  readonly isFiner: boolean
  readonly part: Part
}

/** Turns the test runner's reports into results. */
export class ToResults implements Reporter {
  readonly #katas: readonly Kata[]
  readonly #output = new Map<string | undefined, string>()
  readonly #onEnd: (kata: Kata) => void
  /** What the files of the latest run said, in the order of the katas. */
  latest: readonly Ran[] = []

  /** @param onEnd is told when the ideas of a kata have ended, while those of others may still run */
  constructor(katas: readonly Kata[], onEnd: (kata: Kata) => void = () => {}) {
    this.#katas = katas
    this.#onEnd = onEnd
  }

  onTestModuleEnd({ moduleId }: TestModule): void {
    const file = path.resolve(moduleId)
    const kata = this.#katas.find(({ folder }) => path.dirname(file) === folder)
    if (kata && !isFiner(file)) this.#onEnd(kata)
  }

  onUserConsoleLog(log: { taskId?: string | undefined; content: string }): void {
    this.#output.set(log.taskId, (this.#output.get(log.taskId) ?? '') + log.content)
  }

  onTestRunEnd(modules: readonly TestModule[], stray: readonly SeenError[]): void {
    const files = this.#katas.flatMap(kata => kata.tests.map(test => ({ kata, test })))
    this.latest = files.flatMap(({ kata, test }) => {
      const isOwn = (file: string) => path.resolve(file) === path.join(kata.folder, test)
      const own = modules.filter(({ moduleId }) => isOwn(moduleId))
      const errors = stray.filter(({ VITEST_TEST_PATH: file }) => !file || isOwn(file))
      if (own.length === 0) return []
      return [{ kata, isFiner: isFiner(test), part: this.#partOf(kata, test, own, errors) }]
    })
    this.#output.clear()
  }

  #partOf(
    kata: Kata,
    file: string,
    modules: readonly TestModule[],
    stray: readonly SeenError[],
  ): Part {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const passed = tests.filter(test => test.result().state === 'passed').length
    const total = tests.length
    // Nobody has waited for it, so no test fails by it; and yet the file can't be handed in like this.
    const loading = stray.find(({ name }) => name === 'NetworkWhileLoading')
    const failure =
      this.#failureIn(kata, modules, tests) ??
      (loading && { ...described(loading), test: undefined, output: this.#printed() }) ??
      (passed < total || total === 0 ? unfinished(stray[0], takeStopped(kata, file)) : undefined)
    // Also what was printed before the first test.
    const printed = [...modules, ...tests].map(({ id }) => this.#output.get(id) ?? '').join('')
    return { passes: !failure, passed, total, failure, printed, drawn: drawnIn(tests) }
  }

  #failureIn(
    kata: Kata,
    modules: readonly TestModule[],
    tests: readonly TestCase[],
  ): Failure | undefined {
    const [unloadable] = modules.flatMap(module => module.errors())
    if (unloadable) {
      const missing = kata.skeleton.find(file => !existsSync(path.join(kata.folder, file)))
      const seen = described(unloadable)
      const own = missing
        ? words.screen.missing({ file: `katas/${kata.name}/${missing}` })
        : seen.own
      return { ...seen, own, test: undefined, output: this.#printed(), missing }
    }
    const test = tests.find(each => each.result().state === 'failed')
    if (!test) return undefined
    const [error] = test.result().errors ?? []
    return {
      ...described(error, test.meta().told),
      test: test.name,
      output: this.#output.get(test.id) ?? '',
      drawn: test.meta().drawn,
    }
  }

  #printed(): string {
    return [...this.#output.values()].join('')
  }
}

function drawnIn(tests: readonly TestCase[]): Map<string, DrawnTest> {
  return new Map(
    tests.flatMap(test => {
      const { drawn } = test.meta()
      const passes = test.result().state === 'passed'
      return drawn ? [[test.name, { ...drawn, passes }] as const] : []
    }),
  )
}

/** What the lab's guard sends of the first test of a file that fails, before the others have run. */
interface Sent {
  readonly cooperativo: 'failure'
  readonly file: string
  readonly test: string
  readonly error: SeenError
  readonly drawn: Drawn | undefined
  readonly told: Told | undefined
}

/** What is known of a kata before all tests of a file have run: its first failure. */
export interface Early {
  readonly kata: Kata
  readonly isFiner: boolean
  readonly failure: Failure
}

/** The failure that a message tells of; nothing if it is another message. */
export function earlyFailure(katas: readonly Kata[], message: unknown): Early | undefined {
  if (!isSent(message)) return undefined
  const kata = katas.find(({ folder }) => path.dirname(path.resolve(message.file)) === folder)
  if (!kata) return undefined
  const { test, error, drawn, told } = message
  return {
    kata,
    isFiner: isFiner(message.file),
    failure: { ...described(error, told), test, output: '', drawn },
  }
}

function isSent(message: unknown): message is Sent {
  return typeof message === 'object' && message !== null && 'cooperativo' in message
}

/** The process of the tests came to an end before they did. */
function unfinished(error: SeenError | undefined, stopped: Stopped | undefined): Failure {
  const seen = described(error)
  if (stopped) {
    const own = words.screen.stopped({ why: stopped.why })
    return { ...seen, test: stopped.test, own, place: undefined, output: '' }
  }
  const own = words.screen.unfinished({ error: error ? seen.own : words.screen.noTest })
  return { ...seen, test: undefined, own, output: '' }
}

interface SeenError {
  name?: string
  message: string
  diff?: string
  stacks?: readonly { file: string; line: number }[]
  /** The test file that was running, for errors outside any test. */
  VITEST_TEST_PATH?: string
}

type Described = Pick<Failure, 'sentences' | 'about' | 'told' | 'own' | 'diff' | 'steps' | 'place'>

function described(error: SeenError | undefined, told?: Told): Described {
  const { message = '', diff = '', stacks = [] } = error ?? {}
  const own = plain(told?.own ?? message)
  return {
    sentences: (told?.sentences ?? []).map(plain),
    about: told?.about,
    told: told?.names.map(({ name }) => name),
    own: own === '' && !told?.sentences.length ? words.screen.noMessage : own,
    diff: plain(diff),
    steps: told?.steps ?? '',
    place: placeIn(stacks) ?? /katas\/\S+\.ts:\d+/.exec(plain(message))?.[0],
  }
}

/** The student's own line before that of the test. */
function placeIn(stacks: NonNullable<SeenError['stacks']>): string | undefined {
  const inKatas = stacks.filter(({ file }) =>
    path.resolve(file).startsWith(path.join(ROOT, 'katas') + path.sep),
  )
  const frame = inKatas.find(({ file }) => !file.endsWith('.test.ts')) ?? inKatas[0]
  return frame && `${fromRoot(frame.file)}:${frame.line}`
}

function plain(text: string): string {
  return fromRoot(stripVTControlCharacters(text)).trim()
}

/** The project's own folder is left out of paths, and their slashes are forward ones. */
function fromRoot(text: string): string {
  const folders = [ROOT + path.sep, `${ROOT.split(path.sep).join('/')}/`]
  return folders.reduce((shorter, folder) => shorter.replaceAll(folder, ''), text)
}
