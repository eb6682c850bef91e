import { type ChildProcess, fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Writable } from 'node:stream'
import type { PoolOptions, PoolWorker, WorkerRequest } from 'vitest/node'
import type { Cut, Order, SentTest, Word } from './events.ts'
import { KEY_AT } from './key-at.ts'
import { MOST_OUTPUT } from './limits.ts'
import { OwnTime, withDescendants } from './own-time.ts'
import { newKey, Seal } from './seal.ts'
import type { Look, Seen } from './second-look.ts'

/** Who hears of a process that runs a test file. */
export interface Heard {
  started(): void
  told(message: Told): void
  /** All tests have ended: what is to be run once more, if anything. */
  look(tests: readonly SentTest[]): Look | undefined
  /** It has sent what lacks the proof. */
  forged(): void
  gone(gone: Gone): void
}

/** What the setup files send. */
export type Told =
  | { readonly cooperativo: 'told'; readonly test: SentTest }
  | { readonly cooperativo: 'ended'; readonly tests: readonly SentTest[] }
  | { readonly cooperativo: 'tampered'; readonly what: string }
  | { readonly cooperativo: 'left'; readonly what: string }
  | { readonly cooperativo: 'looked'; readonly seen: Seen }
  | { readonly cooperativo: 'compared' }

export interface Gone {
  readonly code: number | null
  readonly signal: string | null
  readonly cut: Cut | undefined
  readonly word: Word | undefined
  readonly said: string
}

/** How much of what is said on stderr is kept, in letters. */
const KEPT = 4_000

/**
 * A process for the test runner that runs one test file and nothing else. Unlike the runner's own, it
 * has limits, gets no say in how it ends, and what is heard of it is told at once.
 */
export class ExaminedProcess implements PoolWorker {
  readonly name = 'examined'
  /** A submission must not find in a file what the runner is about to load. */
  readonly cacheFs = false
  readonly #options: PoolOptions
  readonly #order: Order
  readonly #heard: Heard
  readonly #emitter = new EventEmitter()
  readonly #seal: Seal
  readonly #key = newKey()
  #child: ChildProcess | undefined
  #begun = false
  #done = false
  #cut: Cut | undefined
  #time: OwnTime | undefined
  #printed = 0
  #said = ''

  constructor(options: PoolOptions, order: Order, heard: Heard) {
    this.#options = options
    this.#order = order
    this.#heard = heard
    this.#seal = new Seal(this.#key, 'in')
  }

  async start(): Promise<void> {
    const child = fork(path.join(this.#options.distPath, 'workers/forks.js'), [], {
      env: environmentOf(this.#options.env, this.#order),
      execArgv: [...permissionsOf(this.#order), '--import', FIRST, ...this.#options.execArgv],
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', ...unused(), 'ipc'],
      serialization: 'advanced',
    })
    this.#child = child
    const keyhole = child.stdio[KEY_AT] as Writable
    // It may be gone before it has read anything.
    keyhole.on('error', () => {})
    keyhole.end(this.#key)
    child.stdout?.on('data', (data: Buffer) => this.#count(data))
    child.stderr?.on('data', (data: Buffer) => {
      this.#said = (this.#said + data).slice(-KEPT)
      this.#count(data)
    })
    child.on('message', message => this.#receive(message))
    child.on('error', error => this.#emitter.emit('error', error))
    // Not at its exit: what it has said before may still be in the pipes.
    child.on('close', (code, signal) => this.#end(code, signal))
  }

  on(event: string, callback: (...args: unknown[]) => void): void {
    this.#emitter.on(event, callback)
  }

  off(event: string, callback: (...args: unknown[]) => void): void {
    this.#emitter.off(event, callback)
  }

  send(message: WorkerRequest): void {
    if (message.type === 'run') this.#begin()
    // It is not asked to come to an end: it would be the submission that answers. Ours keeps what was compiled.
    const asks = message.type !== 'stop' || this.#order.warming
    if (asks && this.#say(message)) return
    if (message.type === 'stop') this.#emitter.emit('message', STOPPED)
  }

  deserialize(data: unknown): unknown {
    return data
  }

  async stop(): Promise<void> {
    this.#done = true
    this.#time?.stop()
    this.#child?.kill('SIGKILL')
    await this.exited()
  }

  /** Waits until it has gone; at once where it has never been there. */
  async exited(): Promise<void> {
    const child = this.#child
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    await new Promise(resolve => child.once('exit', resolve))
  }

  #begin(): void {
    this.#begun = true
    const end = () => this.#end(null, null, 'timeout')
    this.#time = new OwnTime(() => withDescendants(this.#child?.pid), this.#order.timeout, end)
    this.#heard.started()
  }

  #receive(sealed: unknown): void {
    // How much was still on its way depends on the machine.
    if (this.#cut) return
    const opened = this.#seal.open(sealed)
    if (!opened) {
      this.#heard.forged()
      return
    }
    const { message } = opened
    if (isEndOfTests(message)) this.#done = true
    const cut = cutAskedBy(message)
    if (cut) this.#end(null, null, cut)
    else if (isTold(message)) this.#tell(message)
    else if (!isFromGuard(message)) this.#emitter.emit('message', message)
  }

  #tell(message: Told): void {
    this.#heard.told(message)
    if (message.cooperativo !== 'ended') return
    this.#say({ answer: this.#heard.look(message.tests) })
  }

  /** False where nobody is there to hear it any more. */
  #say(message: unknown): boolean {
    if (!this.#child?.connected) return false
    this.#child.send(this.#seal.seal(message))
    return true
  }

  #count({ length }: Buffer): void {
    this.#printed += length
    if (this.#printed > MOST_OUTPUT && !this.#cut) this.#end(null, null, 'output')
  }

  /** Once: when the process has ended, or when it has to. */
  #end(code: number | null, signal: string | null, cut?: Cut): void {
    this.#time?.stop()
    if (this.#done) return
    this.#done = true
    this.#cut = cut
    this.#child?.kill('SIGKILL')
    const word = takeWord(this.#child?.pid)
    if (this.#begun) this.#heard.gone({ code, signal, cut, word, said: this.#said })
    this.#emitter.emit('exit', code, signal)
  }
}

const FIRST = new URL('./guards/before-runner.ts', import.meta.url).href
const STOPPED = { type: 'stopped', __vitest_worker_response__: true } as const

function isEndOfTests(message: unknown): boolean {
  return (message as { type?: unknown } | null)?.type === 'testfileFinished'
}

function isTold(message: unknown): message is Told {
  const { cooperativo } = (message ?? {}) as { cooperativo?: unknown }
  return ['told', 'ended', 'looked', 'tampered', 'left', 'compared'].includes(cooperativo as string)
}

/** Why a setup file wants its process to be ended, if it does. */
function cutAskedBy(message: unknown): Cut | undefined {
  const { cooperativo } = (message ?? {}) as { cooperativo?: unknown }
  if (cooperativo === 'endless') return 'endless'
  return cooperativo === 'flood' ? 'output' : undefined
}

function isFromGuard(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'cooperativo' in message
}

/** Places that are left out, so that nobody knows where the channel is: a number of a pipe is easily guessed. */
function unused(): 'ignore'[] {
  return Array<'ignore'>(randomInt(UNUSED)).fill('ignore')
}

const UNUSED = 50

/** Nothing of the instructor's. */
function environmentOf(vitest: Partial<NodeJS.ProcessEnv>, order: Order): NodeJS.ProcessEnv {
  const own = Object.entries(vitest).filter(([name]) => /^(VITEST|NODE_ENV$|TEST$)/.test(name))
  const { PATH, HOME, TMPDIR, TEMP, TMP, TZ, LANG, NO_COLOR, SystemRoot } = process.env
  const { NODE_COMPILE_CACHE } = process.env
  return {
    ...Object.fromEntries(own),
    ...{ PATH, HOME, TMPDIR, TEMP, TMP, TZ, LANG, NO_COLOR, SystemRoot, NODE_COMPILE_CACHE },
    ...(order.hurry && { KATA_GUARD_HURRY: order.hurry }),
  } as NodeJS.ProcessEnv
}

/** What the process of the tests may do: read, start threads, and leave the guard's word. */
function permissionsOf({ warming, readable }: Order): string[] {
  const read = readable.length > 0 ? readable : ['*']
  return [
    ...['--permission', '--allow-worker', '--disable-warning=PERM0006'],
    ...read.map(folder => `--allow-fs-read=${folder}`),
    `--allow-fs-write=${warming ? '*' : STOPPED_FOLDER}`,
  ]
}

const STOPPED_FOLDER = path.resolve('.kata/stopped')

/** What the guard has left of the process that it ended. */
function takeWord(pid: number | undefined): Word | undefined {
  const file = path.join(STOPPED_FOLDER, `${pid}.json`)
  try {
    if (!readdirSync(STOPPED_FOLDER).includes(path.basename(file))) return undefined
    const { test, why, cause } = JSON.parse(readFileSync(file, 'utf8')) as Word
    rmSync(file)
    return { test, why, cause }
  } catch {
    return undefined
  }
}
