import { burn } from '#lab/blocking'

/** Keeps the CPU busy for so many ms, and then returns ten times the number. */
export default function work(ms: number): number {
  burn(ms)
  return 10 * ms
}
