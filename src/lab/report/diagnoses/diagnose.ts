import type { Run } from '../../run/run.ts'
import {
  inBatches,
  oneAfterAnother,
  requestedAgain,
  requestedTwice,
  resultsInOrderOfCompletion,
  slotIdle,
  startedAfterTheFirst,
  startedOutOfOrder,
  tooManyAtOnce,
  waitedForNothing,
} from './concurrency.ts'
import { DATABASE_DIAGNOSES, DATABASE_WORK_DIAGNOSES } from './databases.ts'
import type { Diagnosis, Finding, Goal } from './diagnosis.ts'
import {
  crashed,
  errorSwallowed,
  finishedBeforeItsWork,
  nothingStarted,
  nothingWasRequested,
  rejectedLate,
  wentOnAfterError,
} from './endings.ts'
import { intervalMistaken } from './intervals.ts'
import { loopBlocked } from './loop.ts'
import { SLIPS } from './slips.ts'
import { MESSAGE_DIAGNOSES, THREAD_DIAGNOSES, THREAD_WORK_DIAGNOSES } from './threads.ts'

/** What was found in a run, the most telling first, at most two. */
export function diagnose(run: Run, goal: Goal = {}): Finding[] {
  const looked = { ...run, result: ofAnySize(run.result) }
  return DIAGNOSES.map(diagnosis => diagnosis(looked, goal))
    .filter(finding => finding !== undefined)
    .slice(0, 2)
}

/** How many items of a result are looked at: with all its holes, a list may have billions. */
const MOST_ITEMS = 100_000

/** A result, or what says no more of it than that it is there. */
function ofAnySize(result: unknown): unknown {
  return Array.isArray(result) && result.length > MOST_ITEMS ? {} : result
}

const DIAGNOSES: readonly Diagnosis[] = [
  ...SLIPS,
  crashed,
  ...THREAD_DIAGNOSES,
  ...DATABASE_DIAGNOSES,
  finishedBeforeItsWork,
  intervalMistaken,
  nothingWasRequested,
  nothingStarted,
  errorSwallowed,
  wentOnAfterError,
  loopBlocked,
  ...DATABASE_WORK_DIAGNOSES,
  requestedAgain,
  requestedTwice,
  oneAfterAnother,
  rejectedLate,
  inBatches,
  ...THREAD_WORK_DIAGNOSES,
  waitedForNothing,
  startedAfterTheFirst,
  tooManyAtOnce,
  startedOutOfOrder,
  slotIdle,
  resultsInOrderOfCompletion,
  ...MESSAGE_DIAGNOSES,
]
