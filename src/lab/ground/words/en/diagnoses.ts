import { concurrency, loop } from './diagnoses/concurrency.ts'
import { databases } from './diagnoses/databases.ts'
import { endings, intervals, slips } from './diagnoses/endings.ts'
import { memory } from './diagnoses/memory.ts'
import { threads } from './diagnoses/threads.ts'

// What a run did, the likely cause, and where to look: a sentence or a few for each diagnosis.

/** A sentence for each misconception, by the name of its diagnosis. */
export const diagnoses = {
  ...concurrency,
  ...endings,
  ...intervals,
  ...slips,
  ...loop,
  ...databases,
  ...memory,
  ...threads,
}
