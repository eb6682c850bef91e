import { describe, expect, test } from 'vitest'
import {
  type DiagnosisName,
  type FactsOf,
  type Finding,
  found,
  sentenceOf,
} from '../../../src/lab/report/diagnoses/diagnosis.ts'

// What each diagnosis says, with facts that lead through each of its wordings: the tests of the diagnoses compare
// names and facts, and so say nothing of the English.

const BLOG = 'postgres://blog.example.org'

const SAMPLES: { readonly [Name in DiagnosisName]: readonly FactsOf<Name>[] } = {
  oneAfterAnother: [
    { many: 3, noun: 'request', ms: 600 },
    { many: 2, noun: 'timer', ms: 1105 },
  ],
  inBatches: [
    { many: 19, noun: 'request', batches: 7, size: 3, isLimited: true },
    { many: 4, noun: 'timer', batches: 2, size: 2, isLimited: false },
  ],
  waitedForNothing: [{ ms: 150, timer: 'setTimeout 50' }],
  tooManyAtOnce: [
    { many: 3, noun: 'request', instant: 0, limit: 1 },
    { many: 3, noun: 'timer', instant: undefined, limit: undefined },
  ],
  startedOutOfOrder: [{ late: 'GET /b', early: 'GET /c' }],
  resultsInOrderOfCompletion: [{ first: 'GET /b' }],
  unhandledRejection: [{ ms: 40, error: 'Error: boom' }],
  requestedAgain: [
    { label: 'GET /b', status: 503, ms: 60, times: 1 },
    { label: 'GET /b', status: undefined, ms: 60, times: 2 },
  ],
  requestedTwice: [{ label: 'GET /b', times: 3, many: 6, addresses: 2 }],
  uncaughtError: [
    { ms: 40, error: 'Error: boom', isClients: false, isSlip: false },
    { ms: 40, error: 'Error: boom', isClients: true, isSlip: false },
    { ms: 40, error: 'TypeError: this.next is not a function', isClients: false, isSlip: true },
  ],
  finishedBeforeItsWork: [
    {
      ms: 50,
      many: 2,
      noun: 'request',
      last: 350,
      after: undefined,
      timer: undefined,
      keepsError: false,
    },
    {
      ms: 0,
      many: 3,
      noun: 'request',
      last: 290,
      after: 1710,
      timer: undefined,
      keepsError: false,
    },
    {
      ms: 20,
      many: 3,
      noun: 'timer',
      last: 50,
      after: undefined,
      timer: undefined,
      keepsError: true,
    },
    {
      ms: 50,
      many: 2,
      noun: 'query',
      last: 350,
      after: undefined,
      timer: undefined,
      keepsError: false,
    },
    {
      ms: 0,
      many: 1,
      noun: 'timer',
      last: undefined,
      after: undefined,
      timer: 'setTimeout 70',
      keepsError: false,
    },
  ],
  intervalClearedAtOnce: [{ label: 'setInterval 40', ms: 0, last: 290 }],
  oneVariableForIntervals: [
    { label: 'setInterval 40', many: 2, lost: 1, replaced: 0 },
    { label: 'setInterval 40', many: 3, lost: 2, replaced: 0 },
    { label: 'setInterval 40', many: 2, lost: 0, replaced: 1 },
  ],
  intervalUnreferenced: [{ label: 'setInterval 40', ms: 290 }],
  promiseForTask: [
    { name: 'task', many: 1, noun: 'request' },
    { name: 'task', many: 2, noun: 'timer' },
  ],
  functionForPromise: [{ name: 'task', method: 'then' }],
  functionsForResults: [{ many: 1 }, { many: 3 }],
  promisesForResults: [{ many: 1 }, { many: 3 }],
  replacedWhileClosing: [
    { many: 1, ms: 290 },
    { many: 2, ms: 290 },
  ],
  intervalLeft: [
    { label: 'setInterval 40', ms: 100, last: undefined },
    { label: 'setInterval 40', ms: 0, last: 50 },
  ],
  nothingStarted: [{}],
  rejectedLate: [{ ms: 290, due: 60 }],
  slotIdle: [
    { noun: 'request', from: 240, to: 290, ended: 'GET /posts/1' },
    { noun: 'timer', from: 1, to: 10, ended: undefined },
  ],
  startedAfterTheFirst: [{ noun: 'request', before: 3, ms: 240, after: 16 }],
  nothingWasRequested: [{}],
  errorSwallowed: [
    { how: 'refused', label: 'GET /b', url: '', code: 'ECONNREFUSED', ms: 0 },
    { how: 'answered', label: 'select 1', url: BLOG, code: '42P01', ms: 60 },
    { how: 'reset', label: 'GET /b', url: '', code: '', ms: 100 },
  ],
  wentOnAfterError: [{ many: 2, label: 'GET /b', ms: 100 }],
  loopBlocked: (
    ['waits', 'blocks', 'yieldsTooRarely', 'yieldsOnlyOnce', 'neverYields'] as const
  ).map(advice => ({
    label: 'burn',
    ms: 80,
    from: 180,
    all: 150,
    advice,
  })),
  timerLate: [{ lag: 80, blocked: 30 }],
  unknownQuery: [{ url: BLOG, query: 'select 2' }],
  cutWhileAnswering: [{ url: BLOG, ms: 60, query: 'select 1' }],
  connectionLeft: [
    { many: 1, names: [BLOG], ms: 110, queries: 0 },
    { many: 2, names: [BLOG, 'redis://cache.example.org'], ms: 60, queries: 1 },
    { many: 2, names: [BLOG], ms: 60, queries: 2 },
  ],
  connectedAfterwards: [{ url: 'redis://cache.example.org', many: 2, ms: 0 }],
  oneConnection: [{ many: 3, url: BLOG, ms: 300 }],
  connectedInTurn: [{ many: 2, last: 10, asked: 20 }],
  neverNotified: [{}],
  notifiedElsewhere: [{ notified: ['[1]', '[2]'], waited: ['[0]'] }],
  notifiedTooEarly: [
    { who: 'thread 2', cell: '[0]', change: 'store [0]: 0 -> 1', sleeper: 'thread 1' },
  ],
  tookWithoutLooking: [
    {
      who: 'thread 2',
      cell: '[0]',
      access: 'store [0]: 1 -> 1',
      other: 'thread 1',
      first: 'compareExchange [0]: 0 -> 1',
    },
  ],
  wokeTooMany: [{ who: 'thread 3', many: 2, ms: 10, again: 'thread 1' }],
  asksAgainAndAgain: [{ who: 'thread 1', many: 3 }],
  refusedToWait: [{ cell: '[1]' }],
  changedWithoutNotify: [
    { who: 'thread 1', cell: '[0]', change: 'store [0]: 1 -> 0', sleeper: 'thread 2' },
  ],
  wokeAnother: [{ who: 'thread 1', cell: '[0]', woken: 'thread 2', sleeper: 'thread 3' }],
  sleepsWithTheLock: [{ who: 'thread 1', cell: '[0]', elsewhere: '[1]', waits: 'thread 2' }],
  lostUpdate: [true, false].map(isLock => ({
    who: 'thread 1',
    read: '[0] = 0',
    other: 'thread 2',
    between: 'store [0]: 0 -> 1',
    write: 'store [0]: 1 -> 1',
    isLock,
  })),
  notCopied: [{}],
  closedWhileWorking: [{ thread: 2, ms: 250, label: 'GET /posts/1' }],
  closedBeforeWorking: [{ ms: 5 }],
  oneThreadHasEnded: [{ who: 'thread 1', ms: 5 }],
  everyThreadHasEnded: [
    { only: undefined, ms: 5 },
    { only: 'thread 1', ms: 5 },
  ],
  errorOfAThread: [{ who: 'thread 1', ms: 5, error: 'Error: boom' }],
  tooManyThreads: [
    { many: 3, goal: 2 },
    { many: 2, goal: 1 },
  ],
  tooFewThreads: [
    { many: 0, goal: 3, onMain: true, jobs: 0 },
    { many: 0, goal: 3, onMain: false, jobs: 0 },
    { many: 1, goal: 3, onMain: false, jobs: 1 },
    { many: 1, goal: 3, onMain: false, jobs: 4 },
  ],
  threadsLeft: [
    { many: 1, ms: 290 },
    { many: 2, ms: 20 },
  ],
  endNotAwaited: [{ many: 1 }, { many: 2 }],
  allOnTheMainThread: [{ ms: 200, blocked: 120, goal: 100 }],
  workInTurn: [{ many: 4, threads: 2 }],
  workInBatches: [{ many: 4, batches: 2 }],
  dividedUpFront: [
    { who: 'thread 2', ms: 170, many: 1 },
    { who: 'thread 2', ms: 170, many: 3 },
  ],
  notReplaced: [{ who: 'thread 1', ms: 30 }],
  noCoreFree: [{ ms: 10 }],
  messageWaited: [
    { label: 'message to thread 1', ms: 200, from: 0, to: 200, thread: 1 },
    { label: 'message from thread 1', ms: 200, from: 0, to: 200, thread: undefined },
  ],
}

const findings = Object.entries(SAMPLES).flatMap(([name, samples]) =>
  samples.map(facts => ({ name, facts }) as Finding),
)

/** These two end with the query itself. */
const QUOTES = new Set<DiagnosisName>(['unknownQuery', 'cutWhileAnswering'])

describe('the sentence of each diagnosis', () => {
  test.each(findings)('$name is English: $facts', finding => {
    const sentence = sentenceOf(finding)
    expect(sentence).not.toMatch(/undefined|NaN|querys|null\b(?!`)|\[object|=> \{| {2}|\s$|\.\.|\n/)
    expect(sentence).toMatch(QUOTES.has(finding.name) ? /: select \d$/ : /[.?]$/)
  })

  test('tells each wording of its own: none of the samples sounds like another', () => {
    const sentences = findings.map(sentenceOf)
    expect(new Set(sentences).size).toBe(sentences.length)
  })
})

describe('a whole sentence', () => {
  test.each<[finding: Finding, sentence: string]>([
    [
      found('oneAfterAnother', { many: 3, noun: 'timer', ms: 1105 }),
      '3 timers, never more than 1 running: they ran one after another, so their times add up to 1,105 ms. ' +
        'Look for an `await` inside a loop: it delays the next iteration until this one is done.',
    ],
    [
      found('inBatches', { many: 19, noun: 'request', batches: 7, size: 3, isLimited: true }),
      '19 requests in 7 batches of up to 3: each batch waits for its slowest while the other slots sit idle. ' +
        'Start the next one as soon as one is done.',
    ],
    [
      found('tooManyAtOnce', { many: 3, noun: 'request', instant: 10, limit: 2 }),
      '3 requests started at the same instant (10 ms); at most 2 may be in flight. Calling a function such ' +
        'as `fetch` starts its work immediately; `await` only waits for the result. Call it when it is its ' +
        'turn, not earlier.',
    ],
    [
      found('finishedBeforeItsWork', {
        ms: 0,
        many: 1,
        noun: 'timer',
        last: 70,
        after: 90,
        timer: 'setTimeout 70',
        keepsError: false,
      }),
      'Your function finished before its work did: it returned at 0 ms, and 1 timer it had started went on ' +
        'until 70 ms, and what came after that until 90 ms. Nothing awaited it: a promise was dropped (no `await`, no `return`, or a `forEach` with ' +
        'an async callback), or `resolve` was called too early; or a timer was not cleared (setTimeout 70).',
    ],
    [
      found('loopBlocked', { label: 'sleep', ms: 200, from: 30, all: 200, advice: 'blocks' }),
      '`sleep` blocked the loop for 200 ms (from 30 ms): no timer ' +
        'fired and no answer was read meanwhile. Wrapping it in `async`, a promise or a timer does not help: ' +
        'it stops the thread wherever it is called. Call its async equivalent and await that.',
    ],
    [
      found('loopBlocked', { label: 'burn', ms: 5, from: 0, all: 500, advice: 'yieldsTooRarely' }),
      '`burn` blocked the loop for 500 ms before it could turn again, up to 5 ms at a time (from 0 ms): no timer ' +
        'fired and no answer was read meanwhile. Your code does yield to the event loop, but not often enough: ' +
        'end a slice as soon as its time is up.',
    ],
    [
      found('connectionLeft', { many: 1, names: [BLOG], ms: 60, queries: 1 }),
      '1 connection (postgres://blog.example.org) was still open when your function ended at 60 ms, with ' +
        '1 query under way: it failed and did not wait. `Promise.all` rejects at the first error and the ' +
        'others go on: wait until all have settled and are closed, or close them immediately.',
    ],
    [
      found('threadsLeft', { many: 2, ms: 20 }),
      '2 threads were still alive when your function ended at 20 ms, never closed: that keeps the process ' +
        'alive. End each with `await worker.terminate()`, on success and on failure.',
    ],
    [
      found('tooFewThreads', { many: 1, goal: 3, onMain: false, jobs: 1 }),
      'Only 1 thread was started; 3 were expected.',
    ],
    [
      found('notifiedElsewhere', { notified: ['[1]'], waited: ['[0]'] }),
      'Atomics.notify was called on [1] only, and threads wait on [0]: it wakes those that wait on the cell ' +
        'it names.',
    ],
  ])('of $0.name', (finding, sentence) => {
    expect(sentenceOf(finding)).toBe(sentence)
  })
})
