import { burn } from '#lab/blocking'

/** Keeps a processor busy for so many ms, and gives their number. */
export default function compute(ms: number): number {
  burn(ms)
  return ms
}
