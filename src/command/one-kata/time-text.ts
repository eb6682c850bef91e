import { type Run, timeline } from '#lab'
import { axis, Bar } from '#lab/drawing'
import { words } from '../words/words.ts'

const WIDTH = 80

/** CPU times, from microseconds. */
export function cpuTimes({ user, system }: NodeJS.CpuUsage): string {
  const told = (us: number) => wallTime(us / 1000)
  return words.time.cpu(told(user), told(system), told(user + system))
}

/** A time with three figures, in the unit that suits it: `4.12 s`, `950 ms`, `20.5 us`. */
export function wallTime(ms: number): string {
  if (ms === 0) return '0 ns'
  const [size, unit] = ms >= 999.5 ? [1000, 's'] : ms >= 0.9995 ? [1, 'ms'] : [0.001, 'us']
  return `${Number((ms / size).toPrecision(3))} ${unit}`
}

/** The timeline of a run on the real clock. */
export function picture(run: Run): string {
  return timeline(inWholeMs(run))
}

/** A run on the real clock in whole ms: what is finer means nothing there. */
export function inWholeMs(run: Run): Run {
  const trace = run.trace.map(span => ({
    ...span,
    from: Math.round(span.from),
    to: Math.round(span.to),
    ...(span.due === undefined ? {} : { due: Math.round(span.due) }),
  }))
  return { ...run, elapsed: Math.round(run.elapsed), trace }
}

/** Wall times side by side, each as long as it took. */
export function comparison(walls: ReadonlyMap<string, number>): string {
  const labels = Math.max(...[...walls.keys()].map(name => name.length))
  const figures = Math.max(...[...walls.values()].map(ms => wallTime(ms).length))
  const scale = { end: Math.max(...walls.values()), columns: WIDTH - labels - figures - 2 }
  const [numbers, ticks] = axis(scale)
  const rows = [...walls].map(([name, ms]) => {
    const bar = new Bar(scale)
    bar.fill(0, ms, '=')
    return `${name.padEnd(labels)} ${bar} ${wallTime(ms).padStart(figures)}`
  })
  return [
    `${'ms'.padStart(labels)} ${numbers}`,
    `${' '.repeat(labels)} ${ticks}`,
    ...rows,
    '',
  ].join('\n')
}
