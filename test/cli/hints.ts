import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Kata, ROOT } from './katas.ts'
import { fitted } from './text.ts'

const FILE = path.join(ROOT, '.kata', 'hints.json')

/** The next hint for a kata, and which of how many it is. After the last one, the last one again. */
export function hint(kata: Kata): string {
  const stages = stagesOf(kata)
  const given = hintsGiven()
  const index = Math.min(given[kata.name] ?? 0, stages.length - 1)
  keep({ ...given, [kata.name]: index + 1 })
  const more = stages.length - index - 1
  return [
    `${kata.number} ${kata.title}: hint ${index + 1} of ${stages.length}`,
    '',
    fitted(withoutFences(stages[index] ?? '')),
    '',
    more > 0 ? `Another one: npx kata hint ${kata.number}` : 'That was the last one.',
    '',
  ].join('\n')
}

/** Each section of HINTS.md is a stage, from a nudge to nearly the answer. */
function stagesOf({ folder }: Kata): string[] {
  const text = readFileSync(path.join(folder, 'HINTS.md'), 'utf8')
  return text
    .split(/^## /m)
    .slice(1)
    .map(stage => stage.trim())
}

/** Code without its fences, set off by its indentation instead: as it reads best in a terminal. */
function withoutFences(text: string): string {
  return text.replaceAll(/^```\w*\n([\s\S]*?)^```$/gm, (_fences, code: string) =>
    code.trimEnd().replaceAll(/^(?=.)/gm, '    '),
  )
}

/** How many hints were given for each kata. A damaged file costs nothing but the count. */
function hintsGiven(): Record<string, number> {
  try {
    const given: unknown = JSON.parse(readFileSync(FILE, 'utf8'))
    const counts = Object.entries(given ?? {}).filter(([, n]) => Number.isInteger(n) && n >= 0)
    return Object.fromEntries(counts) as Record<string, number>
  } catch {
    return {}
  }
}

/** Written beside and then moved: whenever the command is killed, the file is whole. */
function keep(given: Record<string, number>): void {
  mkdirSync(path.dirname(FILE), { recursive: true })
  const draft = `${FILE}.${process.pid}`
  writeFileSync(draft, JSON.stringify(given))
  renameSync(draft, FILE)
}
