// What a result's screen says around what the tests tell.

/** How many pass, of how many. */
interface Tests {
  readonly passed: number
  readonly total: number
}

function ms(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 })
}

export const screen = {
  /** A kata whose idea passes, and one whose finer points pass, too. */
  solved: 'solved',
  complete: 'complete',
  next: 'next',
  row: ({ passed, total }: Tests) => `${passed} of ${total} tests`,
  finerRow: ({ passed, total, finer }: Tests & { finer: Tests }) =>
    `${passed} of ${total}, finer ${finer.passed} of ${finer.total}`,
  finerHead: ({ titled, passed, total }: Tests & { titled: string }) =>
    `${titled}: solved, ${passed} of ${total} finer points pass`,
  finerLeft: ({ passed, total, number }: Tests & { number: string }) =>
    `Solved. ${passed} of ${total} finer points pass; for the next one: npx kata run ${number} --finer`,
  finerDone: ({ total }: Tests) => `Complete: all ${total} finer points pass.`,
  head: ({ titled, passed, total }: { titled: string; passed: number; total: number }) =>
    `${titled}: ${passed} of ${total} tests pass`,
  notRun: ({ titled }: { titled: string }) => `${titled}: the tests can't run yet`,
  sections: { core: 'core', practice: 'practice', deep: 'deep' },
  leftOut: ({ names }: { names: readonly string[] }) =>
    `Deeper, for later or with --deep: ${names.join(', ')}.`,
  missing: ({ file }: { file: string }) =>
    `${file} is not there any more. Press x to put the skeleton back, or restore it from your editor.`,
  yours: 'your function',
  beforeAndNow: ({ before, now }: { before: number; now: number }) =>
    before === now ? `${ms(now)} ms, as before` : `${ms(before)} -> ${ms(now)} ms`,
  before: 'before',
  now: 'now',
  failed: ({ test }: { test: string }) => `FAILED  ${test}`,
  notTested: ({ folder }: { folder: string }) => `${folder} could not be tested`,
  printed: 'Your code printed:',
  morePrinted: ({ lines }: { lines: number }) => `… and ${lines} more lines`,
  expected: 'expected',
  received: 'received',
  moreDifferent: ({ lines }: { lines: number }) => `… and ${lines} more lines of the difference`,
  wholeDifference: 'The whole difference (- expected, + received):',
  at: ({ place }: { place: string }) => `At    ${place}`,
  edit: ({ files }: { files: readonly string[] }) => `Edit  ${files.join(' and ')}`,
  read: ({ file }: { file: string }) => `Read  ${file}`,
  hint: ({ number }: { number: string }) => `Hint  npx kata hint ${number}`,
  compare: ({ folder }: { folder: string }) => `Compare your code with ${folder}.`,
  noMessage: 'It failed without a message.',
  stopped: ({ why }: { why: string }) => `It was stopped: ${why}`,
  noTest: 'No test was run.',
  unfinished: ({ error }: { error: string }) => `The tests didn't finish: ${error}`,
}
