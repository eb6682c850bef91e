/** From simulated ms to CSS pixels. */
export interface Scale {
  /** The stretch of time that is shown, in ms. */
  readonly from: number
  readonly to: number
  /** Where it is drawn, in px. */
  readonly left: number
  readonly right: number
}

/** Where a time is drawn, to a hundredth of a pixel; what is not shown lies at the edge. */
export function xOf({ from, to, left, right }: Scale, at: number): number {
  const shown = Math.min(Math.max(at, from), to)
  return rounded(left + ((shown - from) / (to - from)) * (right - left))
}

/** Whether any of a stretch is shown; an instant at an edge is. */
export function isShown({ from, to }: Scale, stretch: { from: number; to: number }): boolean {
  return stretch.to >= from && stretch.from <= to
}

/** Round numbers from one time to another: 1, 2 or 5 times a power of ten apart, about so many. */
export function ticks({ from, to }: Pick<Scale, 'from' | 'to'>, about: number): number[] {
  const rough = (to - from) / Math.max(1, about)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find(factor => factor * power >= rough) ?? 10) * power
  const first = Math.ceil(from / step)
  const last = Math.floor(to / step)
  return Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step))
}

/** Without what sums of fractions leave behind. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}

export function rounded(pixels: number): number {
  return Math.round(100 * pixels) / 100
}
