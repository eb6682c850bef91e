import path from 'node:path'
import { PassThrough } from 'node:stream'
import { createVitest, type Reporter, type TestModule } from 'vitest/node'
import { checkFiles } from './check-files.ts'
import { checkedImports } from './checked-imports.ts'
import type { Event, Order, OrderedKata, Over } from './events.ts'
import { ExaminedProcess } from './examined-process.ts'
import { heard, type TestFile } from './heard.ts'
import { drawLook } from './second-look.ts'
import { sentError } from './sent-error.ts'

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

function testFilesOf({ name: kata, main, tests }: OrderedKata): TestFile[] {
  return tests.map(({ file, part }) => ({
    file: path.resolve('katas', kata, file),
    // The first of them to be run is enough.
    draw: () => (part === 'idea' ? drawLook(kata, path.resolve('katas', kata, main)) : undefined),
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
      runner: path.resolve('src/grader/inside/guards/runner.ts'),
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

/** What the runner says goes wrong outside of tests. How they end, their process tells itself: see report-tests.ts. */
function reporter(current: () => TestFile | undefined): Reporter {
  return {
    onTestModuleEnd(module: TestModule): void {
      if (path.resolve(module.moduleId) !== current()?.file) return
      const errors = module.errors().map(error => sentError(error))
      if (errors.length > 0) current()?.tell({ type: 'broken', errors })
    },
    onTestRunEnd(_modules, errors): void {
      for (const error of errors) {
        if (/^\[vitest-pool]/.test(error.message)) continue
        current()?.tell({ type: 'stray', error: sentError(error) })
      }
    },
  }
}
