/** What the process is doing; told to its guard. */
export const Phase = { idle: 0, loading: 1, testing: 2 } as const

export interface Where {
  readonly file: string
  /** Nothing while the file is loaded. */
  readonly test: string | undefined
}

const HEAD = 4
const LONGEST_TEXT = 8_192

/** How many bytes of memory a state needs. */
export const SIZE = 4 * HEAD + LONGEST_TEXT

/** Shared by the thread of the tests and the one that guards it. */
export class State {
  /** The beats, the phase, the beats in a row without a module on its way, how long the text is. */
  readonly #head: Int32Array
  readonly #text: Uint8Array

  readonly #atomics: typeof Atomics

  /** @param atomics Node's own: in a run, those of the program are simulated */
  constructor(memory: SharedArrayBuffer, atomics: typeof Atomics) {
    this.#atomics = atomics
    this.#head = new Int32Array(memory, 0, HEAD)
    this.#text = new Uint8Array(memory, 4 * HEAD)
  }

  /**
   * The loop has turned.
   *
   * @param loading whether the test runner is fetching a module at this moment
   */
  beat(loading: boolean): void {
    if (loading) this.#atomics.store(this.#head, 2, 0)
    else this.#atomics.add(this.#head, 2, 1)
    this.#atomics.add(this.#head, 0, 1)
  }

  get beats(): number {
    return this.#atomics.load(this.#head, 0)
  }

  get phase(): number {
    return this.#atomics.load(this.#head, 1)
  }

  /** How often the loop has turned in this phase since a module was on its way. */
  get idleBeats(): number {
    return this.#atomics.load(this.#head, 2)
  }

  enter(phase: number, where?: Where): void {
    const bytes = new TextEncoder().encode(JSON.stringify(where ?? {})).subarray(0, LONGEST_TEXT)
    this.#text.set(bytes)
    this.#atomics.store(this.#head, 3, bytes.length)
    this.#atomics.store(this.#head, 1, phase)
    this.#atomics.store(this.#head, 2, 0)
  }

  /** Where the tests stand; nothing where they are between two. */
  get where(): Where | undefined {
    // Text can't be decoded while others might change it.
    const bytes = this.#text.slice(0, this.#atomics.load(this.#head, 3))
    try {
      return JSON.parse(new TextDecoder().decode(bytes)) as Where
    } catch {
      return undefined
    }
  }
}
