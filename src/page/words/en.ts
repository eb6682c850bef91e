/** How many tests pass, of how many. */
interface Tests {
  readonly passed: number
  readonly total: number
}

/** What the page says to people, in English. */
export const en = {
  language: 'en',

  server: {
    wrongHost:
      'This address is not the one that the page is served at: open the one that the command shows.',
    otherSite: 'Another site has asked for this: open the address that the command shows instead.',
    noToken: 'This needs the whole address that the command shows, with its token: open that one.',
    noMethod: 'The page is read, and asked to do things at /act. Nothing else is answered.',
    noAction: 'There is no such action.',
    notThere: 'There is no such file.',
  },

  path: 'The path',
  state: {
    solved: 'solved',
    complete: 'complete',
    failing: 'not solved',
    unknown: 'not run yet',
  },
  running: 'Running the tests …',
  loading: 'Waiting for the first result …',
  gone:
    'The command has ended: this is what it showed last. Start it again in your terminal, and open the address that ' +
    'it shows.',

  failedTest: (test: string) => `Fails: ${test}`,
  openLine: (place: string) => `Open ${place} in your editor`,
  expected: 'Expected and received',
  printed: 'What your code printed',
  types: 'The type checker',
  finer: 'Finer points',

  question: {
    head: 'Before you look: what do you think?',
    time: 'Your answer, such as 300 ms',
    answer: 'Answer',
    skip: 'Skip',
  },

  hints: { head: 'Hints', next: 'Show a hint', another: 'Show the next hint' },
  solution: 'From your code to the solution',
  lesson: 'Lesson',
  runAgain: 'Run again',

  run: {
    head: 'Your run',
    yours: 'your function',
    goal: 'the goal',
    test: 'Test',
    beside: 'Beside it',
    alone: 'nothing',
    passed: ({ test, passes }: { test: string; passes: boolean }) =>
      passes ? test : `${test} (fails)`,
    /** An earlier run of the same kata, by the clock, and how many of its tests passed. */
    earlier: ({ at, passed, total }: Tests & { readonly at: string }) =>
      `${at}: ${passed} of ${total} tests`,
    other: ({ title, test }: { title: string; test: string }) => `${title}: ${test}`,
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    left: 'Earlier',
    right: 'Later',
    all: 'All of it',
    label: 'Timeline. The arrow keys go through the spans, Enter opens the line of your code.',
    hint: 'Point at a span, or focus the picture and use the arrow keys. + and - zoom, 0 shows all of it.',
    noLine: 'No line of yours began it.',
    table: 'The run as a table',
    columns: ['Row', 'What', 'From', 'To', 'How it ended', 'Late by'],
    noPicture: 'Nothing happened in this run that can be drawn.',
  },

  earlier: { head: 'Earlier runs', none: 'Save your file: each run that differs is kept here.' },

  exports: {
    head: 'Take it with you',
    svg: 'Picture (SVG)',
    html: 'Page (HTML)',
    trace: 'Trace (JSON)',
    traceHint: 'ui.perfetto.dev opens the trace.',
  },
}
