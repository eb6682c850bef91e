import type { Run } from '../../run/run.ts'
import {
  inBatches,
  oneAfterAnother,
  resultsInOrderOfCompletion,
  startedOutOfOrder,
  tooManyAtOnce,
  waitedForNothing,
} from './concurrency.ts'
import { DATABASE_DIAGNOSES, DATABASE_WORK_DIAGNOSES } from './databases.ts'
import type { Diagnosis, Goal } from './diagnosis.ts'
import {
  crashed,
  errorSwallowed,
  finishedBeforeItsWork,
  intervalLeft,
  nothingWasRequested,
  wentOnAfterError,
} from './endings.ts'
import { loopBlocked } from './loop.ts'
import { MESSAGE_DIAGNOSES, THREAD_DIAGNOSES, THREAD_WORK_DIAGNOSES } from './threads.ts'

/** The sentences that apply to a run, the most telling first, at most two. */
export function diagnose(run: Run, goal: Goal = {}): string[] {
  return DIAGNOSES.map(diagnosis => diagnosis(run, goal))
    .filter(sentence => sentence !== undefined)
    .slice(0, 2)
}

const DIAGNOSES: readonly Diagnosis[] = [
  crashed,
  ...THREAD_DIAGNOSES,
  ...DATABASE_DIAGNOSES,
  finishedBeforeItsWork,
  intervalLeft,
  nothingWasRequested,
  errorSwallowed,
  wentOnAfterError,
  loopBlocked,
  ...DATABASE_WORK_DIAGNOSES,
  oneAfterAnother,
  inBatches,
  ...THREAD_WORK_DIAGNOSES,
  waitedForNothing,
  tooManyAtOnce,
  startedOutOfOrder,
  resultsInOrderOfCompletion,
  ...MESSAGE_DIAGNOSES,
]
