import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ForksPoolWorker, type PoolOptions } from 'vitest/node'
import { ROOT } from '../../course/katas.ts'

const PRELOAD = pathToFileURL(path.join(ROOT, 'src/lab/setup/preload.ts')).href

/**
 * Processes for the test runner, each of them started before it is needed: to start one and to load the lab
 * takes several times as long as the tests of a kata.
 */
export class WarmPool {
  readonly name = 'warm'
  readonly #onMessage: (message: unknown) => void
  /** Those that have begun to talk. */
  readonly #running = new Set<ChildProcess>()
  #ready: ChildProcess | undefined
  #closed = false

  /** @param onMessage takes what the processes send that is not the test runner's */
  constructor(onMessage: (message: unknown) => void) {
    this.#onMessage = onMessage
  }

  createPoolWorker = (options: PoolOptions): ForksPoolWorker => new WarmWorker(this, options)

  /** A process for the test runner to use: the one that was waiting, if it is still there, or a new one. */
  take(make: () => ChildProcess): ChildProcess {
    const taken = this.#ready?.connected ? this.#ready : make()
    this.#ready = undefined
    taken.once('exit', () => {
      // The runner may just have asked it to stop, and would wait a minute for the answer of a process that was killed.
      taken.emit('message', STOPPED)
      this.#running.delete(taken)
    })
    taken.on('message', message => {
      // Whatever it says first: the runner would wait long for one that ended before.
      this.#running.add(taken)
      this.#onMessage(message)
    })
    return taken
  }

  /** Has another one wait. */
  prepare(make: () => ChildProcess): void {
    if (!this.#closed) this.#ready ??= make()
  }

  /** Ends the processes that run tests at this moment, whatever they do. */
  stop(): void {
    for (const child of this.#running) child.kill('SIGKILL')
  }

  /** Ends the one that waits, and has no other wait. */
  close(): void {
    this.#closed = true
    this.#ready?.kill('SIGKILL')
    // It is connected for a moment more: nobody may take it and wait for its first word.
    this.#ready = undefined
  }
}

/** What a process of the test runner's answers when it is asked to stop. */
const STOPPED = { __vitest_worker_response__: true, type: 'stopped' }

/** The test runner's own worker, but for where its process comes from. */
class WarmWorker extends ForksPoolWorker {
  /** The pool's: by it the runner knows that a process can take one file after the other. */
  override readonly name = 'warm'
  readonly #pool: WarmPool
  #child: ChildProcess | undefined

  constructor(pool: WarmPool, options: PoolOptions) {
    super(options)
    this.#pool = pool
  }

  override async start(): Promise<void> {
    this.#child = this.#pool.take(() => this.#make())
    // The runner starts a process only where there is none.
    Object.assign(this, { _fork: this.#child })
    await super.start()
  }

  override async stop(): Promise<void> {
    // Not earlier: it would slow down the tests.
    this.#pool.prepare(() => this.#make('--import', PRELOAD))
    const { exitCode = null, signalCode = null } = this.#child ?? {}
    // The runner would wait for the end of a process that has ended already by a signal.
    if (exitCode === null && signalCode === null) await super.stop()
  }

  /** As the runner's own does it, with some more options. */
  #make(...options: string[]): ChildProcess {
    return fork(this.entrypoint, [], {
      env: this.env as NodeJS.ProcessEnv,
      execArgv: [...this.execArgv, ...options],
      stdio: 'pipe',
      serialization: 'advanced',
    })
  }
}
