import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Kata, ROOT } from './katas.ts'

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
    stages[index],
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

function hintsGiven(): Record<string, number> {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, number>
  } catch {
    // No file yet, or one that was damaged: nothing is lost but the count.
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
