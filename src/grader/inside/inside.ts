import path from 'node:path'
import { PassThrough } from 'node:stream'
import { createVitest, type Reporter, type TestCase, type TestModule } from 'vitest/node'
import { checkFiles } from './check-files.ts'
import { checkedImports } from './checked-imports.ts'
import type { Event, Order, Over, SentError, SentTest } from './events.ts'
import { ExaminedProcess, type Heard } from './examined-process.ts'
import { LONGEST_MESSAGE } from './limits.ts'

// Runs in the workspace of a submission, as the parent of the processes that run its tests: looks at the
// files, has the tests run, and prints an event for each thing that happens, a line each. It ends when its
// stdin does, and with it all that it has started.

const order = JSON.parse(process.argv[2] ?? '{}') as Order
const kataOf = (file: string) => path.basename(path.dirname(path.resolve(file)))

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
if (toRun.length > 0) await runTests(toRun.map(({ name }) => name))
say({ type: 'over' }, () => process.exit(0))

/** @param then called once it has been read, or is in the hands of the system */
function say(event: Event | Over, then?: () => void): void {
  process.stdout.write(`${JSON.stringify(event)}\n`, then)
}

async function runTests(katas: readonly string[]): Promise<void> {
  const silent = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  silent.stdout.resume()
  silent.stderr.resume()
  const vitest = await createVitest(
    'test',
    {
      config: false,
      root: process.cwd(),
      watch: false,
      cache: false,
      // Nobody's code is to come from another run, nor to go to one.
      fsModuleCache: false,
      reporters: [reporter()],
      include: katas.map(name => `katas/${name}/*.test.ts`),
      pool: { name: 'examined', createPoolWorker: o => new ExaminedProcess(o, order, heard()) },
      // A process for each kata; one after another, so that whatever happens belongs to one of them.
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
  const files = await vitest.globTestSpecifications()
  await vitest.runTestSpecifications(files, true)
}

/** What the runner says of tests: what has come from their process before counts less. */
function reporter(): Reporter {
  return {
    onTestModuleEnd(module: TestModule): void {
      const kata = kataOf(module.moduleId)
      const tests = [...module.children.allTests()].map(sentTest)
      // Those of a process that has gone are still on their way, for ever.
      if (module.state() === 'queued' || module.state() === 'pending') return
      say({ type: 'ended', kata, tests, errors: module.errors().map(sentError) })
    },
    onTestRunEnd(_modules, errors): void {
      for (const error of errors) {
        const { VITEST_TEST_PATH: file } = error as { VITEST_TEST_PATH?: string }
        const kata = file ? kataOf(file) : ''
        if (!/^\[vitest-pool]/.test(error.message)) {
          say({ type: 'stray', kata, error: sentError(error) })
        }
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

function heard(): Heard {
  return {
    started: file => say({ type: 'started', kata: kataOf(file) }),
    told: (file, message) => {
      const kata = kataOf(file)
      const { cooperativo: type } = message
      if (type === 'told') {
        const { name, state, error } = message.test
        const test = { name: short(name), state, ...(error && { error: sentError(error) }) }
        say({ type, kata, test })
      } else if (type === 'compared') say({ type, kata })
      else say({ type, kata, what: short(message.what) })
    },
    gone: (file, gone) => say({ type: 'gone', kata: kataOf(file), ...gone }),
  }
}
