// The face `#lab/drawing`, for whoever draws what is kept of a run, and needs no lab for it: a command that starts at once.
export { axis, Bar } from './bar.ts'
export type { Drawn, Picture } from './pictures.ts'
export {
  FULL_ROOM,
  inWords,
  type Paint,
  PICTURE_HEADING,
  type Room,
  timeline,
  timelines,
} from './timeline.ts'
export type { Told } from './told.ts'
