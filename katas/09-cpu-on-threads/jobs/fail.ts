import { burn } from '#lab/blocking'

/** Keeps the CPU busy for so many ms; where that is more than 30, it fails at the end. */
export default function work(ms: number): number {
  burn(ms)
  if (ms > 30) throw new Error(`${ms} ms is too long`)
  return ms
}
