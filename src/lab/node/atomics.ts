import { OPERATIONS } from '../machine/atomic-cells.ts'
import { host } from '../machine/host.ts'
import type { SharedArray } from '../machine/simulated-thread.ts'
import type { Replacement } from './replacement.ts'

/** `Atomics`' functions as the program gets them: simulated on shared memory inside a run. */
export function atomics(): Replacement[] {
  const real = host.real.atomics
  const simulates = (array: unknown): array is SharedArray =>
    host.machine !== undefined &&
    ArrayBuffer.isView(array) &&
    array.buffer instanceof SharedArrayBuffer
  const operations = OPERATIONS.map(name => [
    name,
    (array: SharedArray, index: number, ...args: never[]) =>
      simulates(array)
        ? host.machine?.cells.operate(name, array, index, args)
        : (real[name] as (...all: unknown[]) => unknown)(array, index, ...args),
  ])
  const functions: Record<string, unknown> = {
    ...Object.fromEntries(operations),
    wait: (array: SharedArray, index: number, value: never, timeout?: number) =>
      simulates(array)
        ? host.machine?.cells.wait(array, index, value, timeout)
        : real.wait(array, index, value, timeout),
    waitAsync: (array: SharedArray, index: number, value: never, timeout?: number) =>
      simulates(array)
        ? host.machine?.cells.waitAsync(array, index, value, timeout)
        : real.waitAsync(array, index, value, timeout),
    notify: (array: SharedArray, index: number, most?: number) =>
      simulates(array)
        ? host.machine?.cells.notify(array, index, most)
        : real.notify(array, index, most),
  }
  return Object.entries(functions).map(([name, value]) => [Atomics, name, value])
}
