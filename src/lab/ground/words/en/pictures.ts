import { count, plural } from '../../text.ts'

/** How a request was answered, or why it was not. */
interface Answer {
  readonly status: number | undefined
  readonly code: string | undefined
}

function ms(time: number): string {
  return `${count(time)} ms`
}

// What pictures of a run say in letters, and the order of its steps.

export const pictures = {
  heading: 'What your code did:',
  yours: 'your function',
  mainThread: 'main thread',
  milliseconds: 'ms',
  blocked: ({ ms }: { ms: number }) => `blocked ${count(ms)}`,
  busy: ({ ms }: { ms: number }) => `busy ${count(ms)}`,
  idle: ({ ms }: { ms: number }) => `idle ${count(ms)}`,
  neverIdle: 'never idle',
  nothingLived: '0 ms',
  range: ({ from, to }: { from: number; to: number }) => `${count(from)}-${count(to)}`,
  /** The same where it is read aloud. */
  spokenRange: ({ from, to }: { from: string; to: string }) => `${from} to ${to} ms`,
  peak: ({ peak }: { peak: number }) => `peak ${count(peak)}`,
  together: ({ many }: { many: number }) => `all ${count(many)} together`,
  beats: ({ many }: { many: number }) => plural(many, 'time'),
  lateBeats: ({ late, many }: { late: number; many: number }) =>
    `${count(late)} of ${count(many)} late`,
  moreThreads: ({ many }: { many: number }) => `${count(many)} threads`,
  moreTimers: ({ many }: { many: number }) => `${count(many)} timers`,
  moreMessages: ({ many }: { many: number }) => `${count(many)} messages`,
  moreRows: ({ many }: { many: number }) => `${count(many)} more`,
  unknown: ({ label }: { label: string }) => `${label} unknown`,

  // ---- where it can be touched
  pictureTitle: 'What the code did over time',
  ms,
  lateBy: ({ ms: by }: { ms: number }) => `late by ${ms(by)}`,
  taken: 'taken',
  endings: {
    open: () => 'still going on when the run was over',
    done: () => 'done',
    cleared: () => 'cleared',
    answered: ({ status, code }: Answer) => `answered with ${code ?? status ?? 'a result'}`,
    cut: () => 'the connection was reset',
    refused: ({ code }: Answer) => (code === undefined ? 'refused' : `refused: ${code}`),
    dropped: () => 'given up',
    closed: () => 'closed',
    ended: () => 'ended with its thread',
    unknown: () => 'the server does not know it',
  },
  span: (span: { label: string; from: number; to: number; ended: string; late: number }) => {
    const { label, from, to, ended, late } = span
    const when = from === to ? `at ${ms(from)}` : `${count(from)} to ${ms(to)}`
    const more = [ended, late > 0 ? `late by ${ms(late)}` : ''].filter(Boolean)
    return [`${label}: ${when}`, ...more].join(', ')
  },

  meanings: {
    '.': 'your function runs',
    '=': 'in flight',
    '-': 'waits',
    '#': 'blocked',
    '%': 'computing',
    '|': 'fires',
    '!': 'fires late',
    x: 'connection reset',
    '?': 'no such address',
    '/': 'given up',
    '>': 'goes on',
    c: 'waits for a core',
    L: 'waits for a lock',
    _: 'idle',
    ']': 'done',
  },

  steps: {
    heading: 'Step by step; > marks where the schedule gave the turn away:',
    before: ({ many }: { many: number }) => `(${many} steps before)`,
    after: ({ many }: { many: number }) => `(${many} more steps)`,
    interrupted: ({ next }: { next: string }) => `is interrupted, ${next} goes on`,
    waits: ({ call }: { call: string }) => `${call}: waits`,
    neverWakes: ({ call }: { call: string }) => `${call}: never wakes`,
  },
}
