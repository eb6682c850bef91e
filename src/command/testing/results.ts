import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import type { Drawn } from '#lab/report'
import { type Kata, ROOT } from '../../course/katas.ts'
import { type Stopped, takeStopped } from './stopped.ts'

/** What a kata's tests said. */
export interface Result {
  readonly kata: Kata
  readonly passes: boolean
  /** How many tests pass, of how many. */
  readonly passed: number
  readonly total: number
  /** The first thing that went wrong. */
  readonly failure: Failure | undefined
}

/** A test that failed, or a file that could not be loaded, as the student should see it. */
export interface Failure {
  /** The test's name; undefined where no test could run. */
  readonly test: string | undefined
  readonly message: string
  /** Where it happened: `katas/03-gather/gather.test.ts:20`. */
  readonly place: string | undefined
  /** What the student's code printed meanwhile. */
  readonly output: string
  /** The run that it is about, where there is one to draw. */
  readonly drawn?: Drawn | undefined
}

/** Turns the test runner's reports into results. */
export class ToResults implements Reporter {
  readonly #katas: readonly Kata[]
  readonly #output = new Map<string | undefined, string>()
  /** Those of the latest run, of the katas that ran, in their order. */
  latest: Result[] = []

  constructor(katas: readonly Kata[]) {
    this.#katas = katas
  }

  onUserConsoleLog(log: { taskId?: string | undefined; content: string }): void {
    this.#output.set(log.taskId, (this.#output.get(log.taskId) ?? '') + log.content)
  }

  onTestRunEnd(modules: readonly TestModule[], stray: readonly SeenError[]): void {
    this.latest = this.#katas.flatMap(kata => {
      const inKata = (file: string) => path.dirname(path.resolve(file)) === kata.folder
      const own = modules.filter(({ moduleId }) => inKata(moduleId))
      const errors = stray.filter(({ VITEST_TEST_PATH: file }) => !file || inKata(file))
      return own.length > 0 ? [this.#resultOf(kata, own, errors)] : []
    })
    this.#output.clear()
  }

  #resultOf(kata: Kata, modules: readonly TestModule[], stray: readonly SeenError[]): Result {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const passed = tests.filter(test => test.result().state === 'passed').length
    const total = tests.length
    const failure =
      this.#failureIn(modules, tests) ??
      (passed < total || total === 0 ? unfinished(stray[0], takeStopped(kata)) : undefined)
    return { kata, passes: !failure, passed, total, failure }
  }

  #failureIn(modules: readonly TestModule[], tests: readonly TestCase[]): Failure | undefined {
    const [unloadable] = modules.flatMap(module => module.errors())
    if (unloadable) return { ...described(unloadable), test: undefined, output: this.#printed() }
    const test = tests.find(each => each.result().state === 'failed')
    if (!test) return undefined
    const [error] = test.result().errors ?? []
    return {
      ...described(error),
      test: test.name,
      output: this.#output.get(test.id) ?? '',
      drawn: test.meta().drawn,
    }
  }

  #printed(): string {
    return [...this.#output.values()].join('')
  }
}

/** What the lab's guard sends of the first test of a file that fails, before the others have run. */
interface Sent {
  readonly cooperativo: 'failure'
  readonly file: string
  readonly test: string
  readonly error: SeenError
  readonly drawn: Drawn | undefined
}

/** What is known of a kata before all of its tests have run: its first failure. */
export interface Early {
  readonly kata: Kata
  readonly failure: Failure
}

/** The failure that a message tells of; nothing if it is another message. */
export function earlyFailure(katas: readonly Kata[], message: unknown): Early | undefined {
  if (!isSent(message)) return undefined
  const kata = katas.find(({ folder }) => path.dirname(path.resolve(message.file)) === folder)
  if (!kata) return undefined
  const { test, error, drawn } = message
  return { kata, failure: { ...described(error), test, output: '', drawn } }
}

function isSent(message: unknown): message is Sent {
  return typeof message === 'object' && message !== null && 'cooperativo' in message
}

/** The process of the tests came to an end before they did. */
function unfinished(error: SeenError | undefined, stopped: Stopped | undefined): Failure {
  if (stopped) {
    const { test, why } = stopped
    return { test, message: `It was stopped: ${why}`, place: undefined, output: '' }
  }
  const { message, place } = described(error)
  const text = error ? message : 'No test was run.'
  return {
    test: undefined,
    message: `The tests did not come to their end: ${text}`,
    place,
    output: '',
  }
}

interface SeenError {
  message: string
  diff?: string
  stacks?: readonly { file: string; line: number }[]
  /** The test file that was running, for errors outside any test. */
  VITEST_TEST_PATH?: string
}

function described(error: SeenError | undefined): Pick<Failure, 'message' | 'place'> {
  const { message = '', diff = '', stacks = [] } = error ?? {}
  const [text = '', ...report] = message.split('\n\n')
  const parts = [text, diff, ...report].filter(part => part !== '')
  const frame = stacks.find(({ file }) =>
    path.resolve(file).startsWith(path.join(ROOT, 'katas') + path.sep),
  )
  const plain = fromRoot(stripVTControlCharacters(parts.join('\n\n')))
  return {
    message: plain === '' ? 'It failed without a message.' : plain,
    place: frame ? `${fromRoot(frame.file)}:${frame.line}` : /katas\/\S+\.ts:\d+/.exec(plain)?.[0],
  }
}

/** The project's own folder is left out of paths, and their slashes are forward ones. */
function fromRoot(text: string): string {
  const folders = [ROOT + path.sep, `${ROOT.split(path.sep).join('/')}/`]
  return folders.reduce((shorter, folder) => shorter.replaceAll(folder, ''), text)
}
