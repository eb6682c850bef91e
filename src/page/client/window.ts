/** The stretch of time that a picture shows, in ms. */
export interface Window {
  readonly from: number
  readonly to: number
}

/** Nobody looks closer than that, in ms. */
const NARROWEST = 0.5

/** Shows less of it, or more, around a time that stays where it is. Never more than there is. */
export function zoomed(
  window: Window,
  end: number,
  factor: number,
  around = middle(window),
): Window {
  const width = Math.min(end, Math.max(NARROWEST, (window.to - window.from) / factor))
  const share = (around - window.from) / (window.to - window.from)
  return within({ from: around - share * width, to: around + (1 - share) * width }, end)
}

/** Shows what is earlier or later, by a part of what is shown. */
export function moved(window: Window, end: number, by: number): Window {
  const distance = by * (window.to - window.from)
  return within({ from: window.from + distance, to: window.to + distance }, end)
}

/** Moves it as little as is needed to show some stretch, as far as that fits. */
export function showing(window: Window, end: number, { from, to }: Window): Window {
  if (from >= window.from && to <= window.to) return window
  const width = window.to - window.from
  const start = from < window.from ? from : Math.min(from, to - width)
  return within({ from: start, to: start + width }, end)
}

function middle({ from, to }: Window): number {
  return (from + to) / 2
}

function within({ from, to }: Window, end: number): Window {
  const width = to - from
  const start = Math.min(Math.max(0, from), Math.max(0, end - width))
  return { from: start, to: Math.min(end, start + width) }
}
