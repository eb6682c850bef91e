import path from 'node:path'
import { PassThrough } from 'node:stream'
import { createVitest, type Reporter, type TestCase, type TestModule } from 'vitest/node'
import { checkFiles } from './check-files.ts'
import { checkedImports } from './checked-imports.ts'
import type { Event, Order, OrderedKata, Over, PartEvent, SentError, SentTest } from './events.ts'
import { ExaminedProcess, type Heard } from './examined-process.ts'
import { LONGEST_MESSAGE } from './limits.ts'

// Runs in the workspace of a submission, as the parent of the processes that run its tests: looks at the
// files, has the tests run, and prints an event for each thing that happens, a line each. It ends when its
// stdin does, and with it all that it has started.

const order = JSON.parse(process.argv[2] ?? '{}') as Order

process.stdin.on('end', () => process.exit(1)).resume()
process.stdout.on('error', () => process.exit(1))

/** In their order. The last of them hook on to the end of a test last, and to that of a file first. */
const SETUP = [
  'src/grader/inside/guards/report-tests.ts',
  'src/lab/guard/guard.ts',
  'src/lab/setup/setup.ts',
  'src/grader/inside/guards/output-limit.ts',
  'src/grader/inside/guards/before.ts',
  'src/grader/inside/guards/left-behind.ts',
]

const toRun = order.katas.filter(kata => {
  say({ type: 'checking', kata: kata.name })
  const invalid = checkFiles(kata, path.resolve('katas', kata.name))
  if (invalid) say({ type: 'invalid', kata: kata.name, ...invalid })
  return !invalid || invalid.loads
})
if (toRun.length > 0) await runTests(toRun.flatMap(testFilesOf))
say({ type: 'over' }, () => process.exit(0))

/** @param then called once it has been read, or is in the hands of the system */
function say(event: Event | Over, then?: () => void): void {
  process.stdout.write(`${JSON.stringify(event)}\n`, then)
}

/** A test file, and where all that is heard of it goes. */
interface TestFile {
  /** Absolute path. */
  readonly file: string
  tell(event: Said): void
}

type Said = PartEvent extends infer E ? (E extends PartEvent ? Omit<E, 'part'> : never) : never

function testFilesOf({ name: kata, tests }: OrderedKata): TestFile[] {
  return tests.map(({ file, part }) => ({
    file: path.resolve('katas', kata, file),
    tell: said => say({ kata, part, ...said } as Event),
  }))
}

/**
 * Runs test files one after another, in processes of their own: the next one begins when the process before has
 * gone and all was told of it. So whatever happens belongs to one of them, and none can say anything of another.
 */
async function runTests(files: readonly TestFile[]): Promise<void> {
  const silent = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  silent.stdout.resume()
  silent.stderr.resume()
  let current: TestFile | undefined
  let examined: ExaminedProcess | undefined
  const vitest = await createVitest(
    'test',
    {
      config: false,
      root: process.cwd(),
      watch: false,
      cache: false,
      // Nobody's code is to come from another run, nor to go to one.
      fsModuleCache: false,
      reporters: [reporter(() => current)],
      pool: {
        name: 'examined',
        createPoolWorker: options => {
          examined = new ExaminedProcess(options, order, heard(current))
          return examined
        },
      },
      isolate: true,
      maxWorkers: 1,
      // Node loads the lab itself.
      server: { deps: { external: [/[\\/]src[\\/]/] } },
      setupFiles: SETUP,
      // No slow computer may reach it: what takes too long is ended by the time that its process has used.
      testTimeout: 1_200_000,
      hookTimeout: 1_200_000,
    },
    { plugins: [checkedImports()] },
    silent as never,
  )
  const project = vitest.getRootProject()
  for (const each of files) {
    current = each
    await vitest.runTestSpecifications([project.createSpecification(each.file)])
    await examined?.exited()
    each.tell({ type: 'finished' })
  }
}

/** What the runner says of tests: what has come from their process before counts less. */
function reporter(current: () => TestFile | undefined): Reporter {
  return {
    onTestModuleEnd(module: TestModule): void {
      // A process has a say in its own test file alone.
      if (path.resolve(module.moduleId) !== current()?.file) return
      const tests = [...module.children.allTests()].map(sentTest)
      // Those of a process that has gone are still on their way, for ever.
      if (module.state() === 'queued' || module.state() === 'pending') return
      current()?.tell({ type: 'ended', tests, errors: module.errors().map(sentError) })
    },
    onTestRunEnd(_modules, errors): void {
      for (const error of errors) {
        if (/^\[vitest-pool]/.test(error.message)) continue
        current()?.tell({ type: 'stray', error: sentError(error) })
      }
    },
  }
}

function sentTest(test: TestCase): SentTest {
  const { state, errors } = test.result()
  const { name } = test
  return errors?.[0] ? { name, state, error: sentError(errors[0]) } : { name, state }
}

function sentError({ name, message, stack, diff }: SentError): SentError {
  return { name: short(name), message: short(message), stack: short(stack), diff: short(diff) }
}

/** A submission may fail with anything, such as a message of a hundred megabytes. */
function short(text: unknown): string {
  return typeof text === 'string' ? text.slice(0, LONGEST_MESSAGE) : ''
}

/** Late words of a process are of the file that it was started for. */
function heard(testFile: TestFile | undefined): Heard {
  const tell = (event: Said) => testFile?.tell(event)
  return {
    started: () => tell({ type: 'started' }),
    told: message => {
      const { cooperativo: type } = message
      if (type === 'told') {
        const { name, state, error } = message.test
        const test = { name: short(name), state, ...(error && { error: sentError(error) }) }
        tell({ type, test })
      } else if (type === 'compared') tell({ type })
      else tell({ type, what: short(message.what) })
    },
    gone: gone => tell({ type: 'gone', ...gone }),
  }
}
