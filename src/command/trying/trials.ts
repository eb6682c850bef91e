import { runProgram } from './run-program.ts'
import { filesBeside, Saves } from './saves.ts'
import type { Tried } from './tried.ts'

/** The runs of a program: one at the beginning, and one after every save of it or of what it imports. */
export class Trials {
  readonly #file: string
  readonly #onChange: () => void
  readonly #saves = new Saves(() => this.run())
  /** The run that is under way: a newer one takes its place. */
  #running = new AbortController()
  /** What is known of the latest run that has ended. */
  latest: Tried | undefined
  isRunning = false

  /** @param onChange is called when a run begins or has ended */
  constructor(file: string, onChange: () => void) {
    this.#file = file
    this.#onChange = onChange
    // Before the first run: what is saved meanwhile counts.
    this.#saves.watch(filesBeside(file))
    this.run()
  }

  run(): void {
    void this.#run()
  }

  async #run(): Promise<void> {
    this.#running.abort()
    const running = new AbortController()
    this.#running = running
    this.isRunning = true
    this.#onChange()
    const tried = await runProgram(this.#file, running.signal)
    if (running.signal.aborted) return
    this.#saves.watch(tried.imported)
    this.latest = tried
    this.isRunning = false
    this.#onChange()
  }

  close(): void {
    this.#saves.close()
    this.#running.abort()
  }
}
