import { type Frame, studentFrames } from './where.ts'

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

/** A request to an address that the fake server does not have. */
export class UnknownAddress extends TypeError {
  override name = 'UnknownAddress'

  constructor(message: string) {
    super(message)
    toStudent(this, studentFrames(this.stack))
  }
}
