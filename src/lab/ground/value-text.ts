import { inspect } from 'node:util'
import { measure } from './measure.ts'

/** How much of a text is shown, in letters. */
const LONGEST = 2_000

/** Any value as a short text, whatever it is made of. */
export function textOf(value: unknown): string {
  const text = wholeTextOf(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

function wholeTextOf(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (typeof value === 'string') return value
  const breakLength = Number.POSITIVE_INFINITY
  if (measure(value, LONGEST) <= LONGEST) return inspect(value, { breakLength })
  // Of a list, its first items are shown, of any other object all that it has.
  return inspect(value, { breakLength, depth: Array.isArray(value) ? 0 : -1 })
}
