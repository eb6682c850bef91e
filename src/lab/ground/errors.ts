import { type Frame, studentFrames } from './stack-frames.ts'
import { count } from './text.ts'

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

  constructor(message: string, frames: readonly Frame[] = studentFrames(new Error().stack)) {
    super(message)
    toStudent(this, frames)
  }
}

/** The simulated program asks again and again instead of waiting. */
export class BusyWait extends Error {
  override name = 'BusyWait'

  constructor(before: string, after: string, stack = new Error().stack) {
    const frames = studentFrames(stack)
    const place = frames[0] ? ` (${frames[0].line})` : ''
    super(`${before}${place}. ${after}`)
    toStudent(this, frames)
  }
}

/** The program prints without end. */
export class TooMuchOutput extends Error {
  override name = 'TooMuchOutput'

  /** @param call of `console` */
  constructor(call: string) {
    super(
      `console.${call} was called more than 10,000 times in one test, or printed a million letters: ` +
        'is it in a loop that has no end?',
    )
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

/** Shared memory was changed in a way that other threads can come between unseen. */
export class UnprotectedWrite extends Error {
  override name = 'UnprotectedWrite'

  constructor(thread: string, byte: number, frames: readonly Frame[]) {
    const place = frames[0] ? `, before ${frames[0].line}` : ''
    super(
      `${thread === 'main' ? 'The main thread' : thread} changed shared memory without Atomics ` +
        `(at byte ${byte}${place}). An assignment such as \`cells[0]++\` is a read and a write that other ` +
        'threads can come between, and none of it can be explored. Use Atomics.load and Atomics.store.',
    )
    toStudent(this, frames)
  }
}

/** The program uses something of Node's that a simulated run does not have. */
export class NotSimulated extends Error {
  override name = 'NotSimulated'

  constructor(what: string, instead: string) {
    super(`${what} is not simulated. ${instead}`)
    toStudent(this, studentFrames(this.stack))
  }
}

/** A thread never gives its turn back. */
export class EndlessLoop extends Error {
  override name = 'EndlessLoop'

  /** @param patience how much processor time it has used meanwhile, in ms */
  constructor(thread: string, patience: number) {
    super(
      `${thread} did not stop for ${count(patience)} ms of processor time: a loop in it has no end. ` +
        'Each turn of a loop must wait for something, such as a message, or come closer to its end.',
    )
    toStudent(this, [])
  }
}
