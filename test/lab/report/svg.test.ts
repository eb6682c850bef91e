import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { notebook, observe, simulate } from '#lab'
import { chart, chromeTrace, type Drawable, type SvgNode, standalone, tableOf } from '#lab/drawing'
import { pictureOf } from '#lab/report'
import { goalOf, goalsFile } from '../../../src/course/goals.ts'
import { findKatas, ROOT } from '../../../src/course/katas.ts'
import type { DrawnSpan } from '../../../src/lab/ground/trace.ts'
import { svgText } from '../../../src/lab/report/svg/node.ts'
import { ticks } from '../../../src/lab/report/svg/scale.ts'
import { brokenRulesIn } from './trace-rules.ts'

/** The goals of all tests of all katas: the runs that students see beside theirs. */
const goals: [name: string, run: Drawable][] = findKatas().flatMap(kata => {
  const all = JSON.parse(readFileSync(path.join(ROOT, goalsFile(kata)), 'utf8')) as object
  return Object.keys(all).flatMap(test => {
    const picture = { elapsed: 0, trace: [] }
    const goal = goalOf(kata, test, { index: 0, picture })
    return goal ? [[`${kata.name}: ${test}`, goal] as [string, Drawable]] : []
  })
})

const alone = (run: Drawable) => new Map([['your function', run]])

function all(node: SvgNode): SvgNode[] {
  const inside = node.children.filter(child => typeof child !== 'string')
  return [node, ...inside.flatMap(all)]
}

const spansIn = (drawn: SvgNode) => all(drawn).filter(node => 'data-span' in node.attributes)

const span = (own: Partial<DrawnSpan>): DrawnSpan => ({
  track: 'request 1',
  kind: 'request',
  label: 'GET /a',
  from: 0,
  to: 50,
  outcome: 'answered',
  opened: 0,
  closed: 1,
  ...own,
})

describe('A run as SVG', () => {
  test.each(goals)('has no span twice, and nothing outside of it: %s', (_, run) => {
    for (const width of [300, 800]) {
      const drawn = chart(alone(run), { width })
      const numbers = spansIn(drawn).map(({ attributes }) => attributes['data-span'])
      expect(new Set(numbers).size).toBe(numbers.length)
      const { height = 0 } = drawn.attributes
      for (const { attributes } of all(drawn)) {
        const { x = 0, y = 0, width: wide = 0 } = attributes
        expect(Number(x)).toBeGreaterThanOrEqual(-2)
        expect(Number(x) + Number(wide)).toBeLessThanOrEqual(width + 4)
        expect(Number(y)).toBeLessThanOrEqual(Number(height))
      }
    }
  })

  test('draws times to scale, on one axis for all runs', () => {
    const bar = (to: number) => ({ elapsed: to, trace: [span({ to })] })
    const runs = new Map([
      ['yours', bar(100)],
      ['the goal', bar(50)],
    ])
    const widths = spansIn(chart(runs, { width: 800 })).map(node => {
      return all(node).find(({ attributes }) => attributes.class === 'bar')?.attributes.width
    })
    expect(widths[0]).toBe(2 * Number(widths[1]))
  })

  test('is cut at the edges where a part of it is shown', () => {
    const trace = [span({ to: 10 }), span({ from: 20, to: 60, opened: 2, closed: 3 })]
    const drawn = chart(alone({ elapsed: 60, trace }), { width: 800, from: 30, to: 50 })
    expect(spansIn(drawn).map(({ attributes }) => attributes['data-span'])).toEqual([2])
  })

  test.each([
    ['cut', 'mark'],
    ['dropped', 'mark'],
    ['refused', 'late-by'],
    ['open', 'mark'],
  ] as const)('shows by a mark that a request was %s', (outcome, mark) => {
    const drawn = chart(alone({ elapsed: 60, trace: [span({ outcome })] }), { width: 800 })
    const [node] = spansIn(drawn) as [SvgNode]
    expect(all(node).map(({ attributes }) => attributes.class)).toContain(mark)
  })

  test('shows by how much a timer was late, and from when', () => {
    const late = span({ track: 'timer 1', kind: 'timer', label: 'setTimeout 10', outcome: 'done' })
    const drawn = chart(alone({ elapsed: 60, trace: [{ ...late, due: 10 }] }), { width: 800 })
    expect(svgText(drawn)).toContain('late by 40 ms')
    expect(spansIn(drawn)[0]?.attributes.class).toBe('span timer late')
  })

  test('marks the spans that something is said of', () => {
    const one = span({})
    const options = { width: 800, highlighted: new Set([one]) }
    const drawn = chart(alone({ elapsed: 60, trace: [one] }), options)
    expect(spansIn(drawn)[0]?.attributes.class).toBe('span io about')
  })

  test('has an arrow for each message between threads that had to wait', () => {
    const life = { track: 'thread 1', kind: 'thread', outcome: 'done', thread: 1 } as const
    const message = { track: 'message 1', kind: 'message', outcome: 'done' } as const
    const trace = [
      span({ ...life, to: 90 }),
      span({ ...message, label: 'message to thread 1', from: 5, to: 20, opened: 2, thread: 1 }),
      span({ ...message, label: 'message from thread 1', from: 30, to: 40, opened: 4 }),
    ]
    const drawn = chart(alone({ elapsed: 90, trace }), { width: 800 })
    const arrows = spansIn(drawn).filter(({ attributes }) => attributes.class === 'span message')
    expect(arrows).toHaveLength(2)
  })

  test('of a thousand requests has a row for how many there were at once, and stays small', async () => {
    const server = { 'GET https://example.org/a': { delay: 10 } }
    const run = await simulate({ server }, () =>
      Promise.all(Array.from({ length: 1_000 }, () => fetch('https://example.org/a'))),
    )
    const text = standalone(chart(alone(run), { width: 800 }))
    expect(text).toContain('all 1,000 together')
    expect(text.length).toBeLessThan(200_000)
  })

  test('is a file of its own: well formed, whatever a label has in it, with nothing from elsewhere', () => {
    const label = 'GET /a?x=<script>&"\'\u0000\uD800'
    const text = standalone(chart(alone({ elapsed: 60, trace: [span({ label })] }), { width: 800 }))
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    expect(text).toContain('GET /a?x=&lt;script&gt;&amp;')
    expect(text).not.toMatch(/<script|(href|src)=/)
    expect(text).not.toContain(String.fromCharCode(0))
    expect(text.isWellFormed()).toBe(true)
    expect(openTags(text)).toEqual([])
  })

  test('is the same to the last letter where the run is', () => {
    for (const [, run] of goals.slice(0, 20)) {
      const draw = () => standalone(chart(alone(structuredClone(run)), { width: 640 }))
      expect(draw()).toBe(draw())
    }
  })

  test('small, has its bars alone', () => {
    const text = svgText(
      chart(alone({ elapsed: 60, trace: [span({})] }), { width: 160, small: true }),
    )
    expect(text).not.toContain('<text')
  })
})

/** Elements that are opened and never closed, or closed in another order. */
function openTags(text: string): string[] {
  const open: string[] = []
  for (const [, end, tag = '', empty] of text.matchAll(/<(\/)?(\w+)[^<>]*?(\/)?>/g)) {
    if (end && open.pop() !== tag) return [...open, tag]
    if (!end && !empty) open.push(tag)
  }
  return open
}

test.each([
  [0, 100, 5, [0, 20, 40, 60, 80, 100]],
  [0, 4090, 5, [0, 1000, 2000, 3000, 4000]],
  [0.2, 0.9, 4, [0.2, 0.4, 0.6, 0.8]],
  [950, 1000, 2, [950, 1000]],
])('From %d to %d, about %d ticks are at %j', (from, to, about, at) => {
  expect(ticks({ from, to }, about)).toEqual(at)
})

test('A run in words has a row for each span, and says how each ended', () => {
  const trace = [
    span({ status: 404 }),
    span({ track: 'timer 1', kind: 'timer', label: 'setTimeout 10', outcome: 'done', due: 10 }),
    span({ outcome: 'refused', code: 'ECONNREFUSED' }),
  ]
  expect(tableOf(alone({ elapsed: 60, trace }))[0]?.rows).toEqual([
    ['request 1', 'GET /a', '0 ms', '50 ms', 'answered with 404', ''],
    ['timer 1', 'setTimeout 10', '0 ms', '50 ms', 'done', '40 ms'],
    ['request 1', 'GET /a', '0 ms', '50 ms', 'refused: ECONNREFUSED', ''],
  ])
})

describe('The line that began a span', () => {
  const here = 'test/lab/report/svg.test.ts'
  const lineWith = (code: string) =>
    readFileSync(import.meta.filename, 'utf8')
      .split('\n')
      .findIndex(line => line.includes(code) && !line.includes('lineWith')) + 1
  const placesIn = (run: Parameters<typeof pictureOf>[0]) =>
    (pictureOf(run)?.trace ?? []).map(({ label, place }) => [label, place])

  test('is that of the call, also where it begins late', async () => {
    const url = 'https://jsonplaceholder.typicode.com/posts/1'
    const run = await simulate({ server: notebook }, async () => {
      await wait(10)
      const timer = setInterval(() => {}, 100)
      await fetch(url)
      clearInterval(timer)
    })
    const interval = [`setInterval 100`, `${here}:${lineWith('const timer = setInterval')}`]
    expect(placesIn(run)).toEqual([
      ['setTimeout 10', `${here}:${lineWith('await wait(10)')}`],
      interval,
      ['GET /posts/1', `${here}:${lineWith('await fetch(url)')}`],
      interval,
      interval,
    ])
  })

  test('is not in the trace itself, which stays as it is', async () => {
    const run = await observe({}, () => wait(10))
    expect(Object.keys(run.trace[0] as object)).not.toContain('place')
  })

  test('is known of the first thousand spans alone', async () => {
    const run = await simulate({}, async () => {
      await Promise.all(Array.from({ length: 1_001 }, (_, index) => wait(index + 1)))
    })
    expect(pictureOf(run)).toBeUndefined()
  })
})

describe("A run in Chrome's trace format", () => {
  test.each(goals)('keeps the rules of the format: %s', (_, run) => {
    expect(brokenRulesIn(chromeTrace(new Map([...alone(run), ['the goal', run]])))).toEqual([])
  })

  const slice = { ph: 'X', name: 'a', pid: 1, tid: 1 } as const
  test.each([
    [
      'overlap',
      [
        { ...slice, ts: 0, dur: 10 },
        { ...slice, ts: 5, dur: 10 },
      ],
    ],
    ['no name', [{ ...slice, name: '', ts: 0, dur: 10 }]],
    ['not a number', [{ ...slice, ts: Number.NaN, dur: 10 }]],
    [
      'no slice',
      [
        { ...slice, ph: 's', id: 1, ts: 0 },
        { ...slice, ph: 'f', id: 1, ts: 1 },
      ],
    ],
    [
      'one end',
      [
        { ...slice, ts: 0, dur: 9 },
        { ...slice, ph: 's', id: 1, ts: 1 },
      ],
    ],
  ] as const)('is refused by the check of its rules: %s', (rule, traceEvents) => {
    const broken = brokenRulesIn({ displayTimeUnit: 'ms', traceEvents })
    expect(broken.join()).toContain(rule)
  })
})
