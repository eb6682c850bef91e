import { count, plural } from '../../text.ts'

// What a failed expectation says: what was expected, and what was seen.

/** `not ` where it was expected that something does not hold. */
type Not = '' | 'not '

interface Numbers {
  readonly not: Not
  readonly expected: number
  readonly seen: number
}

/** How many parts a value has. */
interface Size {
  readonly kind: 'items' | 'letters' | 'entries'
  readonly many: number
}

const were = (many: number) => (many === 1 ? 'was' : 'were')

export const matchers = {
  toTake: ({ not, expected, seen }: Numbers) =>
    `expected the run ${not}to take ${count(expected)} ms, but it took ${count(seen)} ms`,

  toRejectWith: ({
    not,
    expected,
    how,
    isCopy,
    seen,
  }: {
    not: Not
    expected: string
    how: 'resolved' | 'rejected' | 'crashed'
    /** Whether it rejected with another object of the same kind and message. */
    isCopy: boolean
    /** What it resolved to, or the error. */
    seen: string
  }) => {
    const endings = {
      resolved: `it resolved to ${seen}`,
      rejected: isCopy
        ? 'it rejected with a copy of that error: pass on the same object'
        : `it rejected with ${seen}`,
      crashed: `nothing handled ${seen}, and it ended the program`,
    }
    return `expected the run ${not}to reject with ${expected}, but ${endings[how]}`
  },

  toPeakAt: ({ not, expected, seen }: Numbers) =>
    `expected ${not}a peak of ${plural(expected, 'request')} in flight at once, but there ${were(seen)} ` +
    count(seen),

  toStartInOrder: ({ not, seen }: { not: Not; seen: readonly number[] }) =>
    `expected the requests ${not}to start in order, but ` +
    (seen.length > 0 ? `they started as ${seen.join(', ')}` : 'there were none'),

  toStartThreads: ({ not, expected, seen }: Numbers) =>
    `expected ${not}${plural(expected, 'thread')} to be started, but there ${were(seen)} ${count(seen)}`,

  toKeepTheLoopFree: ({
    not,
    expected,
    lag,
    blocked,
  }: {
    not: Not
    expected: number
    lag: number
    blocked: number
  }) =>
    `expected the loop ${not}to be blocked for ${count(expected)} ms at most, but ` +
    // Several blocks in a row keep a timer waiting for longer than any of them.
    (lag > blocked
      ? `a timer that was due had to wait for ${count(lag)} ms`
      : `it was blocked for ${count(blocked)} ms`),

  toLeaveNothingBehind: ({ not, left }: { not: Not; left: readonly string[] }) => {
    const more = left.length > 5 ? `, and ${count(left.length - 5)} more` : ''
    return (
      `expected ${not ? 'something' : 'nothing'} to be left when the function settled, but ` +
      (left.length === 0 ? 'nothing was' : `these were: ${left.slice(0, 5).join(', ')}${more}`)
    )
  },

  toBeLines: ({
    line,
    expected,
    seen,
  }: {
    /** The first that is not right, from 1; 0 where all are. */
    line: number
    expected: string | undefined
    seen: string | undefined
  }) => {
    const quoted = (text: string | undefined) => (text === undefined ? 'nothing' : `'${text}'`)
    return line === 0
      ? 'expected other lines than these'
      : `line ${line}: ${quoted(expected)} expected, ${quoted(seen)} received`
  },

  tooLarge: ({
    seen,
    expected,
  }: {
    /** Nothing where it is large by what it has inside. */
    seen: Size | undefined
    expected: Size | undefined
  }) => {
    if (!seen) return 'What was received is far larger than what was expected, so it is not shown.'
    const { many, kind } = seen
    const other =
      expected?.kind === kind ? `, and ${count(expected.many)} ${were(expected.many)} expected` : ''
    return `What was received has ${count(many)} ${kind}${other}: it is not shown.`
  },

  tooDeep: () =>
    'What was received contains itself, or is nested too deeply to be compared: return plain values.',

  noLines: ({ seen }: { seen: string | undefined }) =>
    `expected lines of text, but there ${seen === undefined ? 'are none' : `is ${seen}`}`,

  needsRun: ({ matcher }: { matcher: string }) =>
    `expect(run).${matcher}() takes what simulate() or observe() returned, awaited.`,

  needsNumber: ({ matcher, value }: { matcher: string; value: unknown }) =>
    `expect(run).${matcher}() takes a number, 0 or more; it was given ${value}.`,

  needsError: () => "toRejectWith needs an Error, such as new Error('of a task').",
  needsAddresses: () => 'expect(run).toStartInOrder() takes a list of addresses, or nothing.',

  needsWithin: () => 'expect(run).toKeepTheLoopFree() takes { within: ms }, or nothing.',
}
