import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { ms, table } from './table.ts'

interface Figures {
  readonly first: number
  readonly saves: readonly number[]
}

/** How long a student waits for the type checker: from its start, and from a save. */
export async function typeFigures(): Promise<void> {
  const program = path.join(import.meta.dirname, 'types/measure.ts')
  const output = execFileSync(process.execPath, [program], { encoding: 'utf8' })
  const { first, saves } = JSON.parse(output) as Figures
  const sorted = saves.toSorted((a, b) => a - b)
  const median = sorted[sorted.length >> 1] as number
  const most = sorted.at(-1) as number
  table(
    ['Types of all katas', 'first check', 'after a save', 'at most'],
    [['', ms(first), ms(median), ms(most)]],
  )
}
