// The face `#lab/drawing`, for whoever draws what is kept of a run, and needs no lab for it: a command that starts at
// once, and a page in the browser. Nothing that it imports may need Node.
export type { DrawnSpan } from '../ground/trace.ts'
export { axis, Bar } from './bar.ts'
export { type ChromeTrace, chromeTrace, type TraceEvent } from './chrome-trace.ts'
export type { Drawn, Picture, Told } from './handed-on.ts'
export { type Drawable, endOf } from './rows.ts'
export { spanInWords, tableOf } from './span-words.ts'
export { type ChartOptions, chart } from './svg/chart.ts'
export { type SvgNode, svgText } from './svg/node.ts'
export { standalone } from './svg/standalone.ts'
export { CHART_STYLE } from './svg/style.ts'
export {
  FULL_ROOM,
  inWords,
  type Paint,
  PICTURE_HEADING,
  type Room,
  timeline,
  timelines,
} from './timeline.ts'
