// What is said of a process that had to be ended, as it could not end itself.

/** Why: goes on from `was stopped: `. */
const causes = {
  loop:
    'the event loop has not turned for a long time. A loop in your code never ends. It may even have an ' +
    '`await` in it: awaiting what is already there, as in `await null`, lets no timer fire and no answer arrive.',
  loading:
    'its top level awaits something that never comes. What a file awaits outside any function must be there ' +
    'before the first test begins.',
  memory: 'it takes more and more memory. Does a list grow in a loop that never ends?',
}

export type Cause = keyof typeof causes

export const guard = {
  causes,

  stopped: ({ test, file, why }: { test?: string; file: string | undefined; why: string }) =>
    `${test === undefined ? file : `The test "${test}"`} was stopped: ${why}`,
}
