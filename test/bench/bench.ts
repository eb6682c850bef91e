import { createClock } from '@sinonjs/fake-timers'
import { findKatas } from '../../src/course/katas.ts'
import { install } from '../../src/lab/install/install.ts'
import type { Run } from '../../src/lab/run/run.ts'
import { runVariants, variantsOf } from '../verdicts/runner.ts'
import { medianOf, ms, table, timed } from './table.ts'

// Figures about speed: npm run bench. They depend on the machine, so nothing is asserted here.

install()
const { notebook, simulate, urls } = await import('../../src/lab/index.ts')
const { threadFigures } = await import('./threads.ts')
const { realFigures } = await import('./real.ts')
const { cardFigures } = await import('./card.ts')
const { startFigures } = await import('./start.ts')
const { typeFigures } = await import('./types.ts')

const ROUNDS = 15

console.log(`Node ${process.versions.node} on ${process.platform} ${process.arch}\n`)
const figures: Readonly<Record<string, () => Promise<void>>> = {
  http: httpFigures,
  timers: timerFigures,
  tasks: taskFigures,
  threads: threadFigures,
  real: realFigures,
  card: cardFigures,
  start: startFigures,
  types: typeFigures,
  verdicts: verdictFigures,
}
// All of them, or those that are named: npm run bench -- real
const named = process.argv.slice(2)
for (const [name, print] of Object.entries(figures)) {
  if (named.length === 0 || named.includes(name)) await print()
}

/** What one simulated run of the notebook costs in real time, the first one of a process and later ones. */
async function httpFigures(): Promise<void> {
  const line = async (url: string) => `[${(await fetch(url)).status}] ${url}`
  const inBatches = async (size: number) => {
    for (let index = 0; index < urls.length; index += size) {
      await Promise.all(urls.slice(index, index + size).map(line))
    }
  }
  const programs = {
    'one after another': () => Array.fromAsync(urls, line),
    'in batches of 3': () => inBatches(3),
    'all together': () => Promise.all(urls.map(line)),
  }
  const rows: string[][] = []
  for (const [name, program] of Object.entries(programs)) {
    const run = () => simulate({ server: notebook }, program as () => Promise<unknown>)
    const [first, { elapsed }] = await timed<Run>(run)
    const median = await medianOf(ROUNDS, run)
    rows.push([name, `${elapsed} ms`, ms(first), ms(median), ms(median / urls.length)])
  }
  table(['The notebook, 19 requests', 'simulated', 'real: first', 'median', 'per request'], rows)
}

/** Real time per timer: set, wait in the queue, fire. Both give microtasks their turn after each. */
async function timerFigures(): Promise<void> {
  const rows: string[][] = []
  const perTimer: number[] = []
  for (const size of [1000, 10_000, 100_000]) {
    const delays = Array.from({ length: size }, () => Math.ceil(Math.random() * 10_000))
    const lab = await medianOf(size > 10_000 ? 5 : ROUNDS, () =>
      simulate({}, () => {
        for (const delay of delays) setTimeout(() => {}, delay)
      }),
    )
    const other = await medianOf(size > 10_000 ? 3 : ROUNDS, async () => {
      const clock = createClock(0, Number.POSITIVE_INFINITY)
      for (const delay of delays) clock.setTimeout(() => {}, delay)
      await clock.runAllAsync()
    })
    perTimer.push(lab / size)
    rows.push([size.toLocaleString('en'), ms(lab / size), ms(other / size)])
  }
  table(['Timers, random delays; real per timer', 'lab', 'fake-timers, runAllAsync'], rows)
  const [small = 0, , large = 0] = perTimer
  console.log(`100,000 against 1,000: ${(large / small).toFixed(2)} times as much per timer\n`)
}

async function taskFigures(): Promise<void> {
  const tasks = Array.from({ length: 10_000 }, (_, index) => index % 1000)
  const real = await medianOf(5, () =>
    simulate({}, () =>
      Promise.all(tasks.map(delay => new Promise(resolve => setTimeout(resolve, delay)))),
    ),
  )
  console.log(`10,000 tasks gathered: ${ms(real)}, ${ms(real / tasks.length)} per task\n`)
}

/** What the verdict matrix costs: each variant of a kata is a run of all its tests. */
async function verdictFigures(): Promise<void> {
  const rows: string[][] = []
  for (const kata of findKatas()) {
    const variants = variantsOf(kata)
    const [real] = await timed(() => runVariants(new Map([[kata, variants]])))
    rows.push([kata.name, `${variants.length}`, ms(real), ms(real / variants.length)])
  }
  table(['Verdict matrix', 'variants', 'real', 'per variant'], rows)
}
