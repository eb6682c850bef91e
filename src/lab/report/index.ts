// The face `#lab/report`, for whoever tells elsewhere what a run did: the command, the grader's pages.
export { studentFrames } from '../ground/stack-frames.ts'
export { runsSoFar } from '../run/history.ts'
export type { Named } from './handed-on.ts'
export { resultMatchers } from './matchers.ts'
export { pictureOf } from './pictures.ts'
export { NAMES, report, tell } from './told.ts'
