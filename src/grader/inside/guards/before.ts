import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import perfHooks from 'node:perf_hooks'
import timersPromises from 'node:timers/promises'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { host, type RunnerState } from '#lab/guarding'
import { words } from '../../words/words.ts'
import { Comparison } from './compared.ts'
import { freezeLanguage, lockSome } from './frozen.ts'
import { frozenOut, notExtensible } from './frozen-words.ts'
import { guardedWorker } from './guarded-worker.ts'
import { type Caller, hide, setOnlyBy } from './hidden.ts'
import { onlyHonestResults } from './honest-results.ts'
import { checkedImport, isRunner, watchImports } from './import-hooks.ts'
import { lockProcess } from './locked-process.ts'
import { closeChannel, say } from './sealed-channel.ts'
import { guardSpies } from './spies.ts'

// Runs in the process of the tests, when the lab has been set up and before any of the submission's code is
// loaded. From here on, what verdicts rest on is frozen, hidden or, where neither can be, compared.

const { tampering } = words
const told = new Set<string>()
/** Functions of the test runner's that look something up in what it keeps, and call nobody's code meanwhile. */
const LOOKING_UP: ReadonlySet<string> = new Set([
  ...['getWorkerState', 'getSafeWorkerState', '_runInlinedModule', 'createFileTask'],
  ...['getState', 'setState', 'get', 'getCustomEqualityTesters'],
  ...['onBeforeTryTask', 'onAfterTryTask', 'getSafeTimers', 'withSafeTimers'],
])

/** Says once what was tried. It counts, whether it has worked or not. */
function note(what: string): void {
  if (told.has(what)) return
  told.add(what)
  say({ cooperativo: 'tampered', what })
}

hideTestRunner()
hideLab()
onlyHonestResults()
guardSpies(note)
lockClocks()
lockChannel()
lockProcess(note)
const threads = guardedWorker(host.real.Worker, note)
host.real.Worker = threads.Worker
syncBuiltinESMExports()
watchImports(note)
Object.defineProperty(globalThis, '__cooperativo_import', {
  value: (specifier: unknown, parent: string) => checkedImport(specifier, parent, note),
})
const putBack = freezeLanguage(note)

const comparison = new Comparison(note)

// A submission is loaded by now; no test has begun.
beforeAll(() => comparison.check())

afterEach(({ task }) => {
  comparison.checkLanguage()
  putBack()
  for (const error of task.result?.errors ?? []) {
    const what = frozenOut(error.message.split('\n', 1)[0] ?? '')
    if (what) note(what)
    const more = notExtensible(error.message)
    if (more) error.message += `. ${more}`
  }
})

afterAll(() => {
  comparison.check()
  if (threads.anyLeft()) say({ cooperativo: 'left', what: words.warnings.thread })
  say({ cooperativo: 'compared' })
})

/** The test runner keeps its state, the test that is running and `expect` where all code finds them. */
function hideTestRunner(): void {
  if (!Reflect.deleteProperty(globalThis, '__vitest_index__')) {
    throw new Error('before-runner.ts has to be loaded before the test runner.')
  }
  // The lab looks at it in each turn of the loop.
  host.runner = (globalThis as { __vitest_worker__?: RunnerState }).__vitest_worker__
  const names = ['__vitest_worker__', '__vitest_mocker__', '__vitest_required__']
  const symbols = [
    ...['matchers-object', '$$jest-matchers-object', 'asymmetric-matchers-object'],
    ...['expect-global', 'vitest:SAFE_TIMERS'],
  ]
  for (const key of [...names, ...Object.getOwnPropertySymbols(globalThis)]) {
    const isKnown = typeof key === 'string' || symbols.includes(key.description ?? '')
    if (isKnown) hide(globalThis, key, byRunner, () => note(tampering.reachedForRunner))
  }
}

/** The lab's parts know each other already: nobody has to find them any more. */
function hideLab(): void {
  Reflect.deleteProperty(globalThis, Symbol.for('cooperativo.host'))
  Reflect.deleteProperty(globalThis, Symbol.for('cooperativo.guard'))
}

/** Clocks and timers as the lab has installed them. */
function lockClocks(): void {
  // The test runner has its own in their place for a moment, whenever it sends something.
  for (const name of ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate']) {
    setOnlyBy(globalThis, name, byRunner, () => note(tampering.changed(name)))
  }
  // After each run the lab puts back what was replaced. All the others are locked.
  const { fetch } = globalThis
  const { connect } = net.Socket.prototype
  host.reinstate = () => {
    globalThis.fetch = fetch
    net.Socket.prototype.connect = connect
  }
  lockSome(perfHooks.performance, ['now', 'mark', 'measure'])
  lockSome(Object.getPrototypeOf(timersPromises.scheduler) as object, ['wait', 'yield'])
  lockSome(AbortSignal, Reflect.ownKeys(AbortSignal))
  lockSome(process, ['hrtime', 'uptime', 'threadCpuUsage'])
  if ('Temporal' in globalThis) lockSome(Temporal.Now, Reflect.ownKeys(Temporal.Now))
}

/** What the tests say goes to the grader by a channel of this process. Nobody needs to find it any more. */
function lockChannel(): void {
  const what = tampering.changed(tampering.testReports)
  closeChannel(() => note(what))
  const handle = Object.getOwnPropertySymbols(process).find(
    ({ description }) => description === 'kChannelHandle',
  )
  for (const key of ['send', '_send', 'channel', ...(handle ? [handle] : [])]) {
    hide(process, key, byNode, () => note(what))
  }
}

/** Node's own code for channels, which calls nobody's callbacks. */
function byNode({ file }: Caller): boolean {
  return file === 'node:internal/child_process'
}

function byRunner({ file, name }: Caller): boolean {
  return LOOKING_UP.has(name) && isRunner(file)
}
