import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moved, showing, zoomed } from '../../src/page/client/window.ts'

const all = { from: 0, to: 1000 }

describe('The stretch of time that is shown', () => {
  test('is half as long after zooming in, around its middle', () => {
    expect(zoomed(all, 1000, 2)).toEqual({ from: 250, to: 750 })
  })

  test('is zoomed around the time that somebody points at', () => {
    expect(zoomed(all, 1000, 2, 100)).toEqual({ from: 50, to: 550 })
  })

  test('moves by a part of itself, and no further than to an end', () => {
    expect(moved({ from: 250, to: 750 }, 1000, 0.25)).toEqual({ from: 375, to: 875 })
    expect(moved({ from: 250, to: 750 }, 1000, -1)).toEqual({ from: 0, to: 500 })
  })

  test('moves as little as it has to, to show a span', () => {
    const window = { from: 250, to: 750 }
    expect(showing(window, 1000, { from: 300, to: 350 })).toEqual(window)
    expect(showing(window, 1000, { from: 700, to: 800 })).toEqual({ from: 300, to: 800 })
    expect(showing(window, 1000, { from: 100, to: 150 })).toEqual({ from: 100, to: 600 })
  })

  test('never leaves the run, whatever is done to it', () => {
    const step = fc.oneof(
      fc.double({ min: 0.1, max: 10, noNaN: true }).map(factor => ({ factor, by: 0 })),
      fc.double({ min: -2, max: 2, noNaN: true }).map(by => ({ factor: 1, by })),
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.array(step), (end, steps) => {
        let window = { from: 0, to: end }
        for (const { factor, by } of steps) window = moved(zoomed(window, end, factor), end, by)
        expect(window.from).toBeGreaterThanOrEqual(0)
        expect(window.to).toBeLessThanOrEqual(end)
        expect(window.to).toBeGreaterThan(window.from)
      }),
    )
  })
})
