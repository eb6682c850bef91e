import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { ms, table } from './table.ts'

interface Cost {
  readonly ms: number
  readonly bytes: number
}

/** The figures of docs/which-when.md: what a task, a thread and a process cost. */
export async function cardFigures(): Promise<void> {
  const program = path.join(import.meta.dirname, 'card/measure.ts')
  const output = execFileSync(process.execPath, ['--expose-gc', program], { encoding: 'utf8' })
  const figures = JSON.parse(output) as Readonly<Record<string, Cost>>
  table(
    ['The card', 'starts in', 'memory while it waits'],
    Object.entries(figures).map(([name, cost]) => [name, ms(cost.ms), size(cost.bytes)]),
  )
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`
}
