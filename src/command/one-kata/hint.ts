import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Kata } from '../../course/katas.ts'
import { nextHint } from '../../course/progress.ts'
import { fitted } from '../../course/text.ts'
import { words } from '../words/words.ts'

/**
 * The next hint for a kata, and which of how many it is. After the last one, the last one again.
 *
 * @throws NotKept where it can't be counted as given
 */
export function hint(kata: Kata): string {
  const stages = stagesOf(kata)
  const stage = nextHint(kata, stages.length)
  return [
    words.hint.head(kata, stage, stages.length),
    '',
    fitted(withoutFences(stages[stage - 1] ?? '')),
    '',
    stage < stages.length ? words.hint.another(kata) : words.hint.last,
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
