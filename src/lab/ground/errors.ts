import { type Frame, studentFrames } from './stack-frames.ts'
import { words } from './words/words.ts'

/**
 * What the lab has to say about a student's program. Its stack shows only the student's own lines, so
 * that a test runner points there and not into the lab.
 */
function toStudent<E extends Error>(error: E, frames: readonly Frame[]): E {
  const texts = frames.map(({ text }) => `\n${text}`)
  error.stack = `${error.name}: ${error.message}${texts.join('')}`
  return error
}

/** Nothing can happen any more, and the simulated program still waits. */
export class Deadlock extends Error {
  override name = 'Deadlock'
  /** The cells that threads wait on for `Atomics.notify`, such as `[0]`. */
  readonly #cells: readonly string[]

  constructor(
    message: string,
    frames: readonly Frame[] = studentFrames(new Error().stack),
    cells: readonly string[] = [],
  ) {
    super(message)
    this.#cells = cells
    toStudent(this, frames)
  }

  /** The cells that threads waited on when it was made; none where it came from another thread. */
  static cellsOf(deadlock: Deadlock): readonly string[] {
    return #cells in deadlock ? deadlock.#cells : []
  }
}

/** The simulated program asks again and again instead of waiting. */
export class BusyWait extends Error {
  override name = 'BusyWait'

  /** @param tell says so, given the student's line if one is known */
  constructor(tell: (place: string | undefined) => string, stack = new Error().stack) {
    const frames = studentFrames(stack)
    super(tell(frames[0]?.line))
    toStudent(this, frames)
  }
}

/** The program prints without end. */
export class TooMuchOutput extends Error {
  override name = 'TooMuchOutput'

  /** @param call of `console` */
  constructor(call: string) {
    super(words.errors.tooMuchOutput({ call }))
    toStudent(this, studentFrames(this.stack))
  }
}

/** A request to an address that the fake server does not have. */
export class UnknownAddress extends TypeError {
  override name = 'UnknownAddress'

  /** @param code what Node says of such an address, such as ENOTFOUND of a host that nobody knows */
  constructor(message: string, code?: string) {
    super(message)
    if (code !== undefined) Object.assign(this, { code })
    toStudent(this, studentFrames(this.stack))
  }
}

/** A file asks the network while it is loaded: no run is on then, and so no server is there. */
export class NetworkWhileLoading extends Error {
  override name = 'NetworkWhileLoading'

  /** @param call what asks it */
  constructor(call: string) {
    super(words.errors.networkWhileLoading({ call }))
    toStudent(this, studentFrames(this.stack))
  }
}

/** Shared memory was changed in a way that other threads can come between unseen. */
export class UnprotectedWrite extends Error {
  override name = 'UnprotectedWrite'

  constructor(thread: string, byte: number, frames: readonly Frame[]) {
    const name = thread === 'main' ? undefined : thread
    super(words.errors.unprotectedWrite({ thread: name, byte, place: frames[0]?.line }))
    toStudent(this, frames)
  }
}

/** The program uses something of Node's that a simulated run does not have. */
export class NotSimulated extends Error {
  override name = 'NotSimulated'

  constructor(what: string, instead: string) {
    super(words.errors.notSimulated({ what, instead }))
    toStudent(this, studentFrames(this.stack))
  }
}

/** A thread never gives its turn back. */
export class EndlessLoop extends Error {
  override name = 'EndlessLoop'

  /** @param patience how much processor time it has used meanwhile, in ms */
  constructor(thread: { readonly id: number; readonly file: string }, patience: number) {
    super(words.errors.endlessLoop({ thread, ms: patience }))
    toStudent(this, [])
  }
}
