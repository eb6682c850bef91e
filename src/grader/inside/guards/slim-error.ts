import util from 'node:util'

// The test runner copies an error with all that hangs on it, before anybody sees it. A submission may hang on it whatever
// it finds: what is said of an error is its name, its message, where it happened and what caused it.

/** How many errors of a list, or causes of a cause, are kept. */
const MOST = 5

/** An error, or whatever else was thrown, with nothing more than what is said of it. */
export function slim(thrown: unknown, depth = 0): unknown {
  if (typeof thrown !== 'object' || thrown === null) return thrown
  if (Array.isArray(thrown)) return thrown.slice(0, MOST).map(each => slim(each, depth + 1))
  const { name, message, stack, cause, errors, ...compared } = partsOf(thrown)
  const said = typeof message === 'string' ? message : shown(thrown)
  const slimmed = Object.assign(new Error(said), compared)
  if (typeof name === 'string') slimmed.name = name
  if (typeof stack === 'string') slimmed.stack = stack
  if (cause !== undefined && depth < MOST) slimmed.cause = slim(cause, depth + 1)
  if (Array.isArray(errors)) Object.assign(slimmed, { errors: slim(errors, depth + 1) })
  return slimmed
}

/** What the test runner takes of an error; what it compares of one that an `expect` has made. */
const PARTS = ['name', 'message', 'stack', 'cause', 'errors', 'code'] as const
const COMPARED = ['expected', 'actual', 'showDiff', 'operator', 'diff', 'diffOptions'] as const

type Parts = Partial<Record<(typeof PARTS)[number] | (typeof COMPARED)[number], unknown>>

function partsOf(thrown: object): Parts {
  const parts: Parts = {}
  const isCompared = 'showDiff' in thrown || 'diff' in thrown
  for (const key of isCompared ? [...PARTS, ...COMPARED] : PARTS) {
    // It may be computed when it is read.
    try {
      const value = Reflect.get(thrown, key) as unknown
      if (value !== undefined) parts[key] = value
    } catch {}
  }
  if (typeof parts.code === 'object') delete parts.code
  return parts
}

function shown(thrown: object): string {
  return util
    .inspect(thrown, { depth: 1, maxArrayLength: MOST, customInspect: false })
    .slice(0, 1_000)
}
