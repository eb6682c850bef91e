import { workerData } from 'node:worker_threads'
import { sleep } from '#lab/blocking'

/** One thing to do: `sleep` for so many ms, or a function of `Atomics` with its arguments but the first. */
export type Step = readonly [name: string, ...numbers: number[]]

const cells = workerData.cells as Int32Array<SharedArrayBuffer>

/** Does one thing after another, as its parent has written it down. */
for (const [name, ...numbers] of workerData.steps as Step[]) {
  if (name === 'sleep') sleep(numbers[0] as number)
  else
    (Atomics as unknown as Record<string, (...all: unknown[]) => void>)[name]?.(cells, ...numbers)
}
