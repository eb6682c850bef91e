import { count, fill } from '../ground/text.ts'
import { words } from '../ground/words/words.ts'
import { peakOf, type Stretch } from './trace-analysis.ts'

const MEANINGS = words.pictures.meanings

export type Mark = keyof typeof MEANINGS

export interface Scale {
  readonly end: number
  readonly columns: number
}

/** A row of characters over the run's time. */
export class Bar {
  readonly #cells: string[]
  readonly #scale: Scale

  constructor(scale: Scale) {
    this.#scale = scale
    this.#cells = Array.from({ length: scale.columns }, () => ' ')
  }

  /** Fills the columns of a stretch, at least one. */
  fill(from: number, to: number, mark: Mark): void {
    const [first, last] = this.#stretch(from, to)
    for (let column = first; column <= last; column++) this.#set(column, mark)
  }

  /** How many columns a stretch takes. */
  widthOf(from: number, to: number): number {
    const [first, last] = this.#stretch(from, to)
    return last - first + 1
  }

  /** Marks the instant at which something ends, or that it goes on past the right edge. */
  mark(at: number, mark: Mark): void {
    this.#set(this.#column(at, 'end'), at > this.#scale.end ? '>' : mark)
  }

  /**
   * A digit for each column: how many there were at most. Where some column has more than nine, 9 is for the
   * peak, and 1 for hardly anything.
   */
  density(spans: readonly Stretch[], peak: number): void {
    const going = this.#cells.map((): Stretch[] => [])
    for (const span of spans) {
      const [first, last] = this.#stretch(span.from, span.to)
      for (let column = first; column <= last; column++) going[column]?.push(span)
    }
    for (const [column, together] of going.entries()) {
      const level = Math.ceil((9 * peakOf(together)) / Math.max(9, peak))
      if (level > 0) this.#cells[column] = String(level)
    }
  }

  /** The marks that can be seen: some may have been drawn over. */
  get marks(): Mark[] {
    return this.#cells.filter(cell => cell in MEANINGS) as Mark[]
  }

  /** The row, cut where one mark ends and another begins. */
  get stretches(): string[] {
    return this.toString().match(/(.)\1*/g) ?? []
  }

  toString(): string {
    return this.#cells.join('')
  }

  #set(column: number, mark: Mark): void {
    this.#cells[column] = mark
  }

  #stretch(from: number, to: number): [first: number, last: number] {
    const first = this.#column(from)
    return [first, Math.max(first, this.#column(to, 'end'))]
  }

  /** A stretch that ends where the next begins does not reach into the next one's column. */
  #column(at: number, side: 'start' | 'end' = 'start'): number {
    const { end, columns } = this.#scale
    const exact = (at * columns) / end
    const column = side === 'end' ? Math.ceil(exact) - 1 : Math.floor(exact)
    return Math.min(columns - 1, Math.max(0, column))
  }
}

/** Numbers above ticks: as many round ones as fit, about ten columns apart or more. */
export function axis({ end, columns }: Scale): [numbers: string, ticks: string] {
  const apart = Math.max(10, count(end).length + 1)
  const step = niceStep((end * apart) / columns)
  let numbers = ''
  let ticks = ''
  for (let at = 0; at <= end; at += step) {
    const column = Math.min(columns - 1, Math.floor((at * columns) / end))
    if (column + count(at).length > columns) break
    numbers = numbers.padEnd(column) + count(at)
    ticks = `${ticks.padEnd(column, '-')}|`
  }
  return [numbers, ticks.padEnd(columns, '-')]
}

/** The smallest of 1, 2, 5, 10, 20, 50, … that is not less. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)))
  return [1, 2, 5, 10].map(factor => factor * power).find(step => step >= least) as number
}

/** What the marks mean, in lines of at most so many columns. */
export function legend(
  used: ReadonlySet<Mark>,
  columns: number,
  paint: (mark: Mark) => string = mark => mark,
): string[] {
  const known = (Object.keys(MEANINGS) as Mark[]).filter(mark => used.has(mark) && mark !== '.')
  const entries = known.map(mark => `${mark} ${MEANINGS[mark]}`)
  if (entries.length === 0) return []
  const painted = (line: string) =>
    line
      .split('   ')
      .map(entry => paint(entry[0] as Mark) + entry.slice(1))
      .join('   ')
  return ['', ...fill(entries, '   ', columns).split('\n').map(painted)]
}
