import { burn } from '#lab/blocking'

class TooLong extends RangeError {
  override name = 'TooLong'
}

/** Keeps the processor busy for so many ms; where that is more than 30, it fails at the end. */
export default function work(ms: number): number {
  burn(ms)
  if (ms > 30) throw new TooLong(`${ms} ms is too long`)
  return ms
}
