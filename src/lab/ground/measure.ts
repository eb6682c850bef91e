import { types } from 'node:util'

/** How deep a value may be nested. */
const DEEPEST = 100
/** So many letters of a text are as much as one value. */
const LETTERS = 80

/**
 * How much there is of a value to be compared and printed: what it is made of, each value as often as it would be
 * printed. Computed properties and proxies are not asked.
 *
 * @param most where counting ends
 * @returns more than `most` where there is more, or where it is nested too deeply
 */
export function measure(value: unknown, most: number): number {
  let left = most + 1
  const around = new Set<object>()

  const take = (more: number) => {
    left -= Math.min(left, more)
  }

  const count = (each: unknown) => {
    take(1)
    if (typeof each === 'string') take(Math.floor(each.length / LETTERS))
    if (typeof each !== 'object' || each === null || around.has(each)) return
    if (types.isProxy(each)) return
    // Where it is nested too deeply, too.
    const length = around.size < DEEPEST ? lengthOf(each) : left
    take(length)
    if (left === 0 || isBytes(each)) return
    around.add(each)
    countInside(each)
    around.delete(each)
  }

  const countInside = (whole: object) => {
    if (whole instanceof Map || whole instanceof Set) {
      for (const entry of whole) if (left > 0) count(entry)
    }
    for (const key of Reflect.ownKeys(whole)) {
      if (left > 0) count(Reflect.getOwnPropertyDescriptor(whole, key)?.value)
    }
  }

  count(value)
  return most + 1 - left
}

/** What is known before its keys are listed: a list may have as many as there is memory for, and more holes. */
function lengthOf(whole: object): number {
  if (Array.isArray(whole)) return whole.length
  if (isBytes(whole)) return whole.byteLength
  return whole instanceof Map || whole instanceof Set ? whole.size : 0
}

function isBytes(whole: object): whole is { byteLength: number } {
  return (
    ArrayBuffer.isView(whole) || whole instanceof ArrayBuffer || whole instanceof SharedArrayBuffer
  )
}
