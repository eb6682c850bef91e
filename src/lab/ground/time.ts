/** Times are kept to the microsecond, so that sums of fractions stay exact figures. */
export function tidy(ms: number): number {
  return Math.round(ms * 1000) / 1000
}

/** More than 30,000 years: where clocks of whole microseconds stop to be exact. */
const LONGEST = 1e15 / 1000

/** Whether a value can be a time: a number of ms, 0 or more, that a clock can count. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LONGEST
}
