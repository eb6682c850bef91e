// The face `#lab/report`, for whoever draws or tells elsewhere what a run did: the command, the grader's pages.
export { studentFrames } from '../ground/stack-frames.ts'
export { runsSoFar } from '../run/history.ts'
export { axis, Bar } from './bar.ts'
export { matchers } from './matchers.ts'
export { type Drawn, type Picture, pictureOf } from './pictures.ts'
export { FULL_ROOM, inWords, type Paint, type Room, timeline, timelines } from './timeline.ts'
export { NAMES, type Named, PICTURE_HEADING, report, type Told, tell } from './told.ts'
