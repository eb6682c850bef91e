import { setTimeout } from 'node:timers/promises'

/** A job that waits without blocking its thread. */
export default async function nap(ms: number): Promise<string> {
  await setTimeout(ms)
  return `slept for ${ms} ms`
}
