const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const INTERRUPTED = 130

/** Makes a signal to the process one that grading can end on in order; a second one ends it at once. */
export class Interruption implements Disposable {
  readonly #controller = new AbortController()

  readonly #interrupt = () => {
    if (this.signal.aborted) process.exit(INTERRUPTED)
    this.#controller.abort()
  }

  constructor() {
    for (const name of SIGNALS) process.on(name, this.#interrupt)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  [Symbol.dispose](): void {
    for (const name of SIGNALS) process.off(name, this.#interrupt)
  }
}
