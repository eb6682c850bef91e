import { burn } from '#lab/blocking'

/** Keeps a CPU busy for so many ms, and returns that number. */
export default function compute(ms: number): number {
  burn(ms)
  return ms
}
