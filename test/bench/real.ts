import { demonstrationsOf, hasDemonstrations } from '../../src/course/demonstrations.ts'
import { findKatas } from '../../src/course/katas.ts'
import { type Demonstration, type Run, simulate } from '../../src/lab/index.ts'
import { runForReal, warmUp } from '../../src/lab/run/demonstration.ts'
import { ms, table } from './table.ts'

const ROUNDS = 5

/**
 * Each kata's demonstration, with the solution's code, on both clocks. Where threads work, what it takes
 * until the first of them does is told apart: the exact clock starts them in no time.
 */
export async function realFigures(): Promise<void> {
  const rows: string[][] = []
  for (const kata of findKatas().filter(hasDemonstrations)) {
    for (const demonstration of await demonstrationsOf(kata, 'solutions')) {
      rows.push([`${kata.number} ${demonstration.name}`, ...(await figuresOf(demonstration))])
    }
  }
  const head = ['The demonstrations', 'exact', 'real: median', 'threads start', 'off by', 'worst']
  table(head, rows)
}

async function figuresOf(demonstration: Demonstration): Promise<string[]> {
  const { options = {}, run } = demonstration
  const exact = await simulate(options, run)
  const runs: { readonly work: number; readonly start: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await warmUp(demonstration)
    const real = await runForReal(demonstration)
    const start = threadsStart(real)
    runs.push({ start, work: real.elapsed - start })
  }
  runs.sort((a, b) => a.work - b.work)
  const median = runs[ROUNDS >> 1] as (typeof runs)[number]
  const offBy = (work: number) => `${((100 * (work - exact.elapsed)) / exact.elapsed).toFixed(1)}%`
  return [
    `${exact.elapsed} ms`,
    ms(median.work),
    median.start === 0 ? '' : ms(median.start),
    offBy(median.work),
    offBy((runs.at(-1) as typeof median).work),
  ]
}

/** How long it took until the first thread did its first work; 0 where there are none. */
function threadsStart({ trace }: Run): number {
  const work = trace.filter(({ thread, kind }) => thread !== undefined && kind !== 'thread')
  return Math.min(...work.map(({ from }) => from), work.length === 0 ? 0 : Number.POSITIVE_INFINITY)
}
