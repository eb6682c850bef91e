import type { Span } from '../ground/trace.ts'
import { words } from '../ground/words/words.ts'

const MOST_STEPS = 30
const BEFORE = 6

/**
 * The order in which threads touched shared memory, with the switches marked that the run's choices
 * made: a picture of what happens within one instant, which a timeline can't show.
 */
export function steps(trace: readonly Span[]): string {
  const all = trace.filter(isStep).sort((a, b) => a.opened - b.opened)
  const first = all.findIndex(({ kind }) => kind === 'switch')
  if (first < 0) return ''
  const from = Math.max(0, first - BEFORE)
  const shown = all.slice(from, from + MOST_STEPS)
  const names = Math.max(...shown.map(({ track }) => track.length))
  const lines = shown.map(span => {
    const mark = span.kind === 'switch' ? '>' : ' '
    return `${mark} ${span.track.padEnd(names)}  ${textOf(span)}`
  })
  const before = from > 0 ? [`  ${words.pictures.steps.before({ many: from })}`] : []
  const left = all.length - from - shown.length
  const after = left > 0 ? [`  ${words.pictures.steps.after({ many: left })}`] : []
  return [words.pictures.steps.heading, ''].concat(before, lines, after).join('\n')
}

function isStep({ kind, label }: Span): boolean {
  return kind === 'atomics' || kind === 'switch' || (kind === 'waiting' && label !== 'core')
}

function textOf({ kind, label, outcome }: Span): string {
  const { interrupted, waits, neverWakes } = words.pictures.steps
  if (kind === 'switch') return interrupted({ next: label })
  if (kind === 'waiting') return (outcome === 'done' ? waits : neverWakes)({ call: label })
  return label
}
