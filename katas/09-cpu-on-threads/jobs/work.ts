import { burn } from '#lab/blocking'

/** Keeps the processor busy for so many ms, and then gives ten times the number. */
export default function work(ms: number): number {
  burn(ms)
  return 10 * ms
}
